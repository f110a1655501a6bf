package io.posterframe.dialect.kaltura;

import io.posterframe.catalog.Poster;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about which media of which entry it wants, and by what right, besides the entry's id. This is the
 * one place where these parameters enter. The poster is honoured; the others are read and without effect.
 *
 * @param widgetId      stands for an entry when no entry id is given
 * @param poster        which of the entry's stored images
 * @param flavorId      the flavor to take the frame from
 * @param uploadTokenId an uploaded file to take the picture from; comes before the entry
 * @param ks            the Kaltura session, as sent: a secret
 * @param referrer      the URL to use instead of the Referer header, decoded
 */
public record EntrySelectors(
        @Nullable String widgetId,
        Poster poster,
        @Nullable String flavorId,
        @Nullable String uploadTokenId,
        @Nullable String ks,
        @Nullable String referrer) {

    /** The selectors of a request that has none. */
    public static final EntrySelectors NONE = new EntrySelectors(null, Poster.CURRENT, null, null, null, null);

    /** @param geometry as it was asked for */
    static EntrySelectors of(Parameters parameters, Geometry geometry) {
        return new EntrySelectors(
                parameters.id(Parameter.WIDGET_ID),
                poster(parameters, geometry),
                parameters.id(Parameter.FLAVOR_ID),
                parameters.id(Parameter.UPLOAD_TOKEN_ID),
                parameters.id(Parameter.KS),
                referrer(parameters.id(Parameter.REFERRER)));
    }

    private static Poster poster(Parameters parameters, Geometry geometry) {
        int version = parameters.integer(Parameter.VERSION, 0, Poster.Version.MAX, 0);
        return version == 0 && geometry.crop() == Crop.NEAREST
                ? new Poster.Nearest(geometry.width(), geometry.height())
                : new Poster.Version(version);
    }

    /** Base64 in either alphabet, padded or not; a space stands for the plus that form decoding made of it. */
    private static @Nullable String referrer(@Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        String plain = encoded.replace('-', '+').replace('_', '/').replace(' ', '+');
        try {
            byte[] url = Base64.getDecoder().decode(plain);
            return url.length == 0 ? null : new String(url, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Without the session, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "EntrySelectors[widgetId=" + widgetId + ", poster=" + poster + ", flavorId=" + flavorId
                + ", uploadTokenId=" + uploadTokenId + ", ks=" + (ks == null ? "none" : "given") + ", referrer="
                + referrer + "]";
    }
}
