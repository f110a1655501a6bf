package io.posterframe.decode;

import java.util.List;

/** The parts of a stream that comes in segments, for one thread. Failures are PictureExceptions. */
public interface StreamParts {

    /**
     * Opens a part.
     *
     * @param part an index of the timeline's parts
     * @param next parts that will be wanted soon, the first of them first
     */
    MediaBytes open(int part, List<Integer> next);

    /** Says that a part that was opened won't be read any more, unless it is opened again. */
    default void close(int part) {}
}
