package io.posterframe.cache;

/** The bytes of a picture: in memory, or in a file. */
public sealed interface Body permits Bytes, FileRegion {

    /** How many bytes there are. */
    long length();
}
