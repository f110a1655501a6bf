package io.posterframe.purge;

/**
 * What a hard purge has removed on one server.
 *
 * @param memory pictures that were in memory
 * @param disk   files that were on disk
 */
public record Purged(int memory, int disk) {
    public static final Purged NOTHING = new Purged(0, 0);
}
