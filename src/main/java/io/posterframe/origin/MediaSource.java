package io.posterframe.origin;

/** One version of a media file: a description, cheap to keep. Thread-safe. */
public interface MediaSource {

    /** The stable identity of the location, the same for all its versions: its URI. */
    String id();

    SourceVersion version();

    /** Whether more of it is still coming in, so that each look may find another version. */
    default boolean partial() {
        return false;
    }

    /**
     * Whether this version is only the beginning of partial media. A picture that would show the end of it fails with
     * NotUploadedYet instead, since that end isn't one.
     */
    default boolean unfinished() {
        return false;
    }

    /**
     * Opens this version for one thread. May block; never call it on an event loop.
     *
     * @throws io.posterframe.picture.PictureException with SourceChanged when another version has taken its place,
     *     SourceMissing when the media is gone, OriginFailed
     */
    MediaReader open();
}
