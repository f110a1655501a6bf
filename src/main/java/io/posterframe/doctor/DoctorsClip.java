package io.posterframe.doctor;

import io.posterframe.origin.BytesSource;
import io.posterframe.origin.MediaSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * The doctor's own clip: three frames, H.264 in an MP4, drawn and written by the classes that make the sample clip. It comes
 * along, so that nothing has to be made, and nothing of a stranger's is decoded.
 */
final class DoctorsClip {
    static final int WIDTH = 64;
    static final int HEIGHT = 36;

    private DoctorsClip() {}

    static MediaSource load() throws IOException {
        try (InputStream in = DoctorsClip.class.getResourceAsStream("clip.mp4")) {
            if (in == null) {
                throw new IOException("the doctor's clip is not in the jar");
            }
            return new BytesSource("doctor://clip", in.readAllBytes());
        }
    }
}
