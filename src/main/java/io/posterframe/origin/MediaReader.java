package io.posterframe.origin;

import java.nio.ByteBuffer;

/** Random access to one version of a media file, for one render thread at a time; blocking, so never on an event loop. */
public interface MediaReader extends AutoCloseable {

    /**
     * Reads {@code length} bytes from {@code offset}; fewer only at the end of the media, none past it. An interrupt
     * ends the wait with Cancelled and leaves the thread's interrupt flag set.
     *
     * @param offset 0 or more
     * @param length 0 or more
     * @param ahead  how many bytes right behind these the caller is going to read next, 0 for unknown; a remote source
     *               fetches them in the same request, and no more than them
     * @return a new buffer, the caller's own, from position 0 to its limit
     * @throws io.posterframe.picture.PictureException with SourceChanged, SourceMissing, OriginFailed, OriginRefused,
     *     TimedOut or Cancelled
     */
    ByteBuffer read(long offset, int length, long ahead);

    /**
     * Makes sure that all that was read is of the one version: to be called after the last read. A source whose every read
     * makes sure of that needs nothing here.
     *
     * @throws io.posterframe.picture.PictureException with SourceChanged when the media has changed meanwhile
     */
    default void confirm() {}

    @Override
    void close();
}
