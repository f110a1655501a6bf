package io.posterframe.decode;

/** Opens videos. Failures are PictureExceptions. */
@FunctionalInterface
public interface VideoOpener {

    /** Opens a video and finds out what is in it; the bytes stay the caller's. */
    Video open(MediaBytes bytes, Zero zero);
}
