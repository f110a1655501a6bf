package io.posterframe.render;

/** Takes the pictures of a pass. */
@FunctionalInterface
public interface FrameSink {

    /**
     * Called on a thread of the pool, which waits for it, and with it the worker: in order, once for each index, also when a
     * worker dies in the middle. Not called any more once the pass has failed or was cancelled, but for a call that has
     * begun. What it throws fails the pass.
     *
     * @param index   of the time in {@link PassJob#times}
     * @param picture its bytes lie on the heap
     * @return false to have the pass end after this picture
     */
    boolean accept(int index, RenderedPicture picture);
}
