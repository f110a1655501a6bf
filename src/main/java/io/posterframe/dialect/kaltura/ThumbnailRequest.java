package io.posterframe.dialect.kaltura;

import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.dialect.Variant;
import io.posterframe.picture.Failure.BadParameter;
import io.posterframe.picture.Failure.NoEntryNamed;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thumbnail URL, understood. Any number that is out of its range has been brought into it, as Kaltura does.
 *
 * @param partnerId the account in the path, 1 to 20 digits and minus signs; Kaltura doesn't compare it with the entry's
 * @param entryId   1 to 128 characters of any kind, or null when none was given; see {@link #entry}
 * @param selectors what else selects the media or gives a right to it
 * @param picture   what to make of it, in its normal form
 * @param quality   whether the request says how good it is to be
 * @param variant   the variant that this request gets, for a URL that leaves the format to its client; else null
 * @param fileName  base name with extension for Content-Disposition, up to 255 characters, perhaps not ASCII; or null
 */
public record ThumbnailRequest(
        String partnerId,
        @Nullable String entryId,
        EntrySelectors selectors,
        PictureSpec picture,
        boolean quality,
        @Nullable Variant variant,
        @Nullable String fileName) {

    private static final long UPLOAD_MICROS = 3_000_000;

    /** What embeds write who have no widget. */
    private static final String NO_WIDGET = "0";

    /**
     * Reads a request. Pure; safe on every thread.
     *
     * @param rawPath  the path of the request target, still encoded
     * @param rawQuery what follows its question mark, still encoded, or null
     * @param rawForm  a body of type application/x-www-form-urlencoded, still encoded, or null
     * @param accepted what the request's Accept header comes down to
     * @return empty when this is not the path of a thumbnail
     * @throws PictureException {@link BadParameter} when a parameter is refused
     */
    public static Optional<ThumbnailRequest> parse(
            String rawPath,
            @Nullable String rawQuery,
            @Nullable String rawForm,
            Variant accepted,
            KalturaConfig config) {
        ThumbnailPath path = ThumbnailPath.of(rawPath);
        return path == null
                ? Optional.empty()
                : Optional.of(of(path, Parameters.read(path.pairs(), rawQuery, rawForm), accepted, config));
    }

    static ThumbnailRequest of(ThumbnailPath path, Parameters parameters, Variant accepted, KalturaConfig config) {
        String entryId = parameters.text(Parameter.ENTRY_ID);
        Geometry geometry = ThumbnailGeometry.of(parameters);
        ImageFormat format = ThumbnailFormat.of(parameters, config, accepted);
        PictureSpec picture = new PictureSpec(
                ThumbnailMoment.of(parameters, geometry),
                geometry,
                ThumbnailEncoding.of(parameters, geometry, format, config));
        return new ThumbnailRequest(
                path.partnerId(),
                entryId == null || entryId.isEmpty() ? null : entryId,
                EntrySelectors.of(parameters, geometry),
                picture,
                ThumbnailEncoding.hasQuality(parameters),
                ThumbnailFormat.isNegotiated(parameters, config) ? accepted : null,
                FileName.of(parameters.whole(Parameter.FILE_NAME)));
    }

    /**
     * The entry that is meant: by its own id, else by a widget's.
     *
     * @throws PictureException {@link NoEntryNamed} when neither was given
     */
    public EntryRef entry() {
        if (entryId != null) {
            return EntryRef.entry(partnerId, entryId);
        }
        String widget = selectors.widgetId();
        if (widget == null || widget.equals(NO_WIDGET)) {
            throw new PictureException(new NoEntryNamed());
        }
        return EntryRef.widget(partnerId, widget);
    }

    /** The picture for an account whose pictures have this quality where the URL says nothing. */
    public PictureSpec picture(int defaultQuality) {
        return quality ? picture : picture.withQuality(defaultQuality);
    }

    /** The picture of an uploaded file: of a video the frame at 3 s, or the first of a shorter one. */
    public PictureSpec ofUpload() {
        return new PictureSpec(new Moment.AtOrStart(UPLOAD_MICROS), picture.geometry(), picture.encoding());
    }

    /** Which of the entry's media is wanted. */
    public MediaQuery media() {
        return new MediaQuery(!(picture.moment() instanceof Moment.Poster), selectors.poster(), selectors.flavorId());
    }
}
