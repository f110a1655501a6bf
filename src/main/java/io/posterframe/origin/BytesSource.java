package io.posterframe.origin;

import java.nio.ByteBuffer;

/**
 * Media that is at hand as a whole. It has one version.
 *
 * @param id    as of any source
 * @param bytes not to be changed any more
 */
public record BytesSource(String id, byte[] bytes) implements MediaSource {

    @Override
    public SourceVersion version() {
        return new SourceVersion(bytes.length, "1", 0);
    }

    @Override
    public MediaReader open() {
        return new MediaReader() {
            @Override
            public ByteBuffer read(long offset, int length, long ahead) {
                int from = (int) Math.min(offset, bytes.length);
                return ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from))
                        .slice();
            }

            @Override
            public void close() {}
        };
    }
}
