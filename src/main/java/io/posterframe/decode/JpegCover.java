package io.posterframe.decode;

import io.posterframe.still.JpegSegments;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes FFmpeg convert four inks by itself, covered up while it decodes: the transform in Adobe's marker, and
 * components that are called C, M, Y and K, in the frame header and in each scan header (ITU-T T.81, B.2.2 and B.2.3).
 */
final class JpegCover {
    private static final int APP14 = 0xee;
    private static final int TRANSFORM = 11;
    /** A transform of three components, which means nothing for four. */
    private static final byte NO_TRANSFORM = 1;

    /** No progression has as many. */
    private static final int MOST_SCANS = 256;

    private static final String INKS = "CMYK";
    private static final int SCAN = 0xda;
    private static final int LAST_RESTART = 0xd7;

    private final ByteBuffer file;
    private final List<Change> changes = new ArrayList<>();
    private final byte transform;

    private record Change(int at, byte from, byte to) {}

    JpegCover(ByteBuffer file) {
        this.file = file;
        JpegSegments segments = new JpegSegments(file);
        segments.list().stream()
                .filter(segment -> segment.is(APP14, "Adobe") && segment.data().limit() > TRANSFORM)
                .findFirst()
                .ifPresent(segment -> change(segment.start() + TRANSFORM, NO_TRANSFORM));
        transform = changes.isEmpty() ? 0 : changes.get(0).from;
        segments.frame().ifPresent(this::cover);
    }

    /** What Adobe's marker says that the samples are, 0 without one. */
    byte transform() {
        return transform;
    }

    private void cover(JpegSegments.Segment header) {
        int frame = header.start();
        for (int i = 0; i < INKS.length(); i++) {
            int at = frame + 6 + 3 * i;
            if (at >= file.limit() || file.get(at) != INKS.charAt(i)) {
                return;
            }
        }
        for (int i = 0; i < INKS.length(); i++) {
            change(frame + 6 + 3 * i, (byte) (1 + i));
        }
        int at = frame + header.data().limit();
        int scans = 0;
        while (at + 5 < file.limit() && scans < MOST_SCANS) {
            if (file.get(at) != (byte) 0xff) {
                at++;
                continue;
            }
            int marker = file.get(at + 1) & 0xff;
            boolean inScan = marker == 0 || marker >= 0xd0 && marker <= LAST_RESTART;
            if (marker == 0xff || inScan) {
                at += inScan ? 2 : 1;
                continue;
            }
            if (marker == SCAN) {
                coverScan(at + 4);
                scans++;
            }
            at += 2 + Math.max(2, file.getShort(at + 2) & 0xffff);
        }
    }

    private void coverScan(int at) {
        int components = Math.min(INKS.length(), file.get(at));
        for (int i = 0; i < components && at + 1 + 2 * i < file.limit(); i++) {
            int ink = INKS.indexOf(file.get(at + 1 + 2 * i));
            if (ink >= 0) {
                change(at + 1 + 2 * i, (byte) (1 + ink));
            }
        }
    }

    private void change(int at, byte to) {
        changes.add(new Change(at, file.get(at), to));
    }

    void apply() {
        changes.forEach(change -> file.put(change.at, change.to));
    }

    void undo() {
        changes.forEach(change -> file.put(change.at, change.from));
    }
}
