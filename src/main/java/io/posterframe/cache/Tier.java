package io.posterframe.cache;

/** Where a cached picture was found. */
public enum Tier {
    MEMORY,
    DISK
}
