package io.posterframe.decode;

/** Decodes the frames of one image file, in one of several ways. */
interface ImageFrames {

    /** See {@link Image#frames()}. */
    default int frames() {
        return 1;
    }

    /** See {@link Image#plays()}. */
    default int plays() {
        return 1;
    }

    /** See {@link Image#first}. */
    void first(int shrink, Image.Sink sink);

    /** See {@link Image#all}. */
    default void all(Image.Sink sink) {
        first(1, sink);
    }
}
