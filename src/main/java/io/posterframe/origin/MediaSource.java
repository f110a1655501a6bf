package io.posterframe.origin;

/** One version of a media file: a description, cheap to keep. Thread-safe. */
public interface MediaSource {

    /** The stable identity of the location, the same for all its versions: its URI. */
    String id();

    SourceVersion version();

    /**
     * Whether this version is only the beginning of media that is still coming in: the next look may find more of it. A picture
     * that would show the end of this version fails with NotUploadedYet instead, since the end isn't one.
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
