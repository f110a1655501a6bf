package io.posterframe.hls;

import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells two playlists apart that mean different media. For one thread. */
final class Digest {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Digest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    Digest number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        return this;
    }

    Digest numbers(long[] numbers) {
        for (long number : numbers) {
            number(number);
        }
        return this;
    }

    Digest timeline(Timeline timeline) {
        for (Segment segment : timeline.segments()) {
            number(segment.startMicros()).number(segment.durationMicros()).number(segment.init());
            number((segment.gap() ? 1 : 0) + (segment.continues() ? 2 : 0));
        }
        return number(timeline.independent() ? 1 : 0);
    }

    Digest resources(List<Resource> resources) {
        for (Resource resource : resources) {
            text(resource.uri()).number(resource.offset()).number(resource.length());
            Encryption encryption = resource.encryption();
            text(encryption == null ? "" : encryption.method() + " " + encryption.keyUri() + " " + encryption.iv());
        }
        return this;
    }

    /** The first half of it, 32 characters. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
