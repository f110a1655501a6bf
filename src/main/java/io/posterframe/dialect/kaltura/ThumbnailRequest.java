package io.posterframe.dialect.kaltura;

import io.posterframe.catalog.EntryQuery;
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
 * @param entryId   1 to 128 characters of any kind, or null when none was given; see {@link #requireEntryId}
 * @param selectors what else selects the media or gives a right to it
 * @param picture   what to make of it, in its normal form
 * @param variant   the variant that this request gets, for a URL that leaves the format to its client; else null
 * @param fileName  base name with extension for Content-Disposition, up to 255 characters, perhaps not ASCII; or null
 */
public record ThumbnailRequest(
        String partnerId,
        @Nullable String entryId,
        EntrySelectors selectors,
        PictureSpec picture,
        @Nullable Variant variant,
        @Nullable String fileName) {

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
                ThumbnailFormat.isNegotiated(parameters, config) ? accepted : null,
                FileName.of(parameters.whole(Parameter.FILE_NAME)));
    }

    /** What to ask the catalog. Fails as {@link #requireEntryId}. */
    EntryQuery query() {
        boolean frame = !(picture.moment() instanceof Moment.Poster);
        return new EntryQuery(partnerId, requireEntryId(), frame, selectors.poster());
    }

    /** The entry's id, or {@link NoEntryNamed} where the selectors didn't lead to an entry either. */
    public String requireEntryId() {
        if (entryId == null) {
            throw new PictureException(new NoEntryNamed());
        }
        return entryId;
    }
}
