package io.posterframe.trail;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Ids of requests: what clients send, as far as it is harmless in a log and a header, or 128 random bits. */
public final class RequestId {
    private static final int LONGEST = 128;

    /** Of RFC 9110's token characters those that no shell and no log viewer makes anything of; and what Base64 has besides. */
    private static final String MARKS = "-_.:+/=";

    private RequestId() {}

    /** The client's id; null when it sent none, or one that is too long or has other characters than are allowed. */
    public static @Nullable String sane(@Nullable String sent) {
        if (sent == null || sent.isEmpty() || sent.length() > LONGEST) {
            return null;
        }
        boolean harmless = sent.chars()
                .allMatch(c ->
                        c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || MARKS.indexOf(c) >= 0);
        return harmless ? sent : null;
    }

    /** 32 hex digits. They are unlike all others, and no secret. */
    public static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return hex(random.nextLong()) + hex(random.nextLong());
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
