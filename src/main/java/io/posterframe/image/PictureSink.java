package io.posterframe.image;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the pictures of a pass over a video, one after the other. */
public interface PictureSink {

    /** Where the next picture's file is to be written; throws when the file becomes too large. */
    OutputStream begin() throws IOException;

    /**
     * The picture's file has been written.
     *
     * @return whether the next one is wanted
     */
    boolean made(MadePicture picture) throws IOException;
}
