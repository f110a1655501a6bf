package io.posterframe.doctor;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The doctor's own clip: three frames of 64 x 36, H.264 in an MP4, drawn and written by the classes that make the sample
 * clip. It comes along, so that nothing has to be made, and nothing of a stranger's is decoded.
 */
record ClipSource(byte[] bytes) implements MediaSource {
    static final int WIDTH = 64;
    static final int HEIGHT = 36;

    static ClipSource load() throws IOException {
        try (InputStream in = ClipSource.class.getResourceAsStream("clip.mp4")) {
            if (in == null) {
                throw new IOException("the doctor's clip is not in the jar");
            }
            return new ClipSource(in.readAllBytes());
        }
    }

    @Override
    public String id() {
        return "doctor://clip";
    }

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
