package io.posterframe.hls;

import io.posterframe.origin.MediaReader;

/** The bytes of one part of a stream, for one thread. */
interface PartBytes extends MediaReader {

    /** How many there are. */
    long size();
}
