package io.posterframe.origin;

import io.posterframe.timeline.Timeline;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @return from position 0 to its limit; the caller's own until the thread's next read of any media
     * @throws io.posterframe.picture.PictureException with SourceChanged, SourceMissing, OriginFailed, OriginRefused,
     *     TimedOut or Cancelled
     */
    ByteBuffer read(long offset, int length, long ahead);

    /** The segments where the media is a stream; null where it is one file. */
    default @Nullable Timeline timeline() {
        return null;
    }

    /** Tells apart the readers of one version that serve other bytes; empty where all of them serve the same. */
    default String edition() {
        return "";
    }

    /**
     * Makes a part of a stream ready to be read, at its {@linkplain Timeline#address address}. Blocks as {@link #read} does
     * and fails as it does.
     *
     * @param part an index of the timeline's parts
     * @param next parts that will be wanted soon, the first of them first; to be fetched beside, so far as there is room
     * @return the length of the part in bytes
     */
    default long open(int part, List<Integer> next) {
        throw new IllegalStateException("not a stream");
    }

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
