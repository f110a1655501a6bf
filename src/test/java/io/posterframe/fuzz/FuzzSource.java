package io.posterframe.fuzz;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import java.nio.ByteBuffer;

/** Bytes as a source. */
record FuzzSource(String id, byte[] bytes) implements MediaSource {

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
