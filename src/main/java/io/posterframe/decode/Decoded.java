package io.posterframe.decode;

import java.util.function.Consumer;

/** A picture that came out of a decoder, in the decoder's memory. */
interface Decoded {

    /** Presentation time in the stream's time base. */
    long pts();

    /** Hands the picture over, with all that is known of it. */
    void show(Consumer<Frame> viewer);
}
