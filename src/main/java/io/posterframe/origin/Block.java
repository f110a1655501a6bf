package io.posterframe.origin;

import java.util.concurrent.CompletableFuture;

/**
 * A piece of remote media that is here or on its way. Every block of a source is of the configured size, but the last.
 *
 * @param bytes completed with an array of {@code length} bytes that nobody writes to any more, or with a PictureException
 */
record Block(Key key, int length, CompletableFuture<byte[]> bytes) {

    /** Two versions of a source never share a block. */
    record Key(String sourceId, SourceVersion version, long index) {}
}
