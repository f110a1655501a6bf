package io.posterframe.cache;

import io.posterframe.purge.Names;
import java.nio.charset.StandardCharsets;

/**
 * An encoded picture with what is needed to answer with it and to judge whether it is still good. Texts are bounded
 * (UTF-8 bytes), as each lands in memory and in a file's header.
 *
 * @param key the canonical key, at most 2 KiB
 * @param contentType for the Content-Type header, at most 128 bytes
 * @param etag for the ETag header, with its quotes, at most 128 bytes
 * @param lastModifiedMillis for the Last-Modified header
 * @param renderedAtMillis when its making began: what came later is not in it
 * @param sourceId stable identity of the media that it was taken from, at most 4 KiB
 * @param sourceValidator version of that media then, at most 1 KiB; another one now means that the picture is stale
 * @param width in pixels
 * @param height in pixels
 * @param body the encoded bytes
 * @param livesMillis how long after it was made it may be shown, for one of a live stream, which is kept in memory only; 0
 *     for one that shows the same for as long as its media is of that version
 * @param names what it can be purged by, as far as whoever asked for it first knew; at most 4 tags of 1,160 bytes each
 */
public record CachedPicture(
        String key,
        String contentType,
        String etag,
        long lastModifiedMillis,
        long renderedAtMillis,
        String sourceId,
        String sourceValidator,
        int width,
        int height,
        Body body,
        long livesMillis,
        Names names) {

    public static final int MAX_KEY_BYTES = 2048;
    public static final int MAX_SOURCE_ID_BYTES = 4096;
    public static final int MAX_SOURCE_VALIDATOR_BYTES = 1024;
    private static final int MAX_HEADER_VALUE_BYTES = 128;
    private static final int MAX_TAGS = 4;
    private static final int MAX_TAG_BYTES = 1160;

    public CachedPicture {
        bounded("key", key, MAX_KEY_BYTES);
        bounded("contentType", contentType, MAX_HEADER_VALUE_BYTES);
        bounded("etag", etag, MAX_HEADER_VALUE_BYTES);
        bounded("sourceId", sourceId, MAX_SOURCE_ID_BYTES);
        bounded("sourceValidator", sourceValidator, MAX_SOURCE_VALIDATOR_BYTES);
        if (names.tags().size() > MAX_TAGS) {
            throw new IllegalArgumentException("more than " + MAX_TAGS + " tags");
        }
        names.tags().forEach(tag -> bounded("tag", tag, MAX_TAG_BYTES));
    }

    /** A picture that does not age and has no names. */
    public CachedPicture(
            String key,
            String contentType,
            String etag,
            long lastModifiedMillis,
            long renderedAtMillis,
            String sourceId,
            String sourceValidator,
            int width,
            int height,
            Body body) {
        this(
                key,
                contentType,
                etag,
                lastModifiedMillis,
                renderedAtMillis,
                sourceId,
                sourceValidator,
                width,
                height,
                body,
                0,
                Names.NONE);
    }

    /** Whether it is of a live stream, so that it is soon out of date. */
    public boolean isLive() {
        return livesMillis > 0;
    }

    /** How many bytes the body has. */
    public long length() {
        return body.length();
    }

    /** The same with another body. */
    CachedPicture with(Body other) {
        return new CachedPicture(
                key,
                contentType,
                etag,
                lastModifiedMillis,
                renderedAtMillis,
                sourceId,
                sourceValidator,
                width,
                height,
                other,
                livesMillis,
                names);
    }

    /** The same, dated otherwise. */
    CachedPicture madeAt(long millis) {
        return new CachedPicture(
                key,
                contentType,
                etag,
                lastModifiedMillis,
                millis,
                sourceId,
                sourceValidator,
                width,
                height,
                body,
                livesMillis,
                names);
    }

    private static void bounded(String name, String value, int maxBytes) {
        if (value.length() > maxBytes || value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new IllegalArgumentException(name + " is longer than " + maxBytes + " bytes");
        }
    }
}
