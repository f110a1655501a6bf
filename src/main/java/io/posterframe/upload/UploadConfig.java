package io.posterframe.upload;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.List;

/** What may be uploaded, how much of it, and for how long it is kept. */
public record UploadConfig(
        @Doc("Secrets that allow making upload tokens and uploading, sent as Authorization: Bearer; each of 16 "
                        + "characters or more. Empty: only with a token that was made in another way.")
                List<String> keys,
        @Doc("The largest file.") @Range(min = 1, max = 1L << 40) long maxFileBytes,
        @Doc("All uploaded files together; more are refused with 507.") @Range(min = 1, max = 1L << 50)
                long maxTotalBytes,
        @Doc("So much of the disk is left free.") @Range(max = 1L << 50) long minFreeBytes,
        @Doc("The most chunks of a file.") @Range(min = 1, max = 100_000) int maxChunks,
        @Doc("Files and chunks that may be received at once; more are refused with 503.") @Range(min = 1, max = 10_000)
                int maxReceiving,
        @Doc("A file or chunk that has not come whole after so long is given up.") @Range(min = 1000, max = 86_400_000)
                Duration receiveTimeout,
        @Doc("The largest file or chunk of a request that says its upload token only in its form, which can be read "
                        + "only when all of it has come. Such requests get a quarter of max-receiving, too.")
                @Range(min = 1, max = 1L << 40)
                long maxUnknownBytes,
        @Doc("A file or chunk of such a request that has not come whole after so long is given up.")
                @Range(min = 1000, max = 86_400_000)
                Duration unknownTimeout,
        @Doc("How long a Kaltura upload token and its file live.") @Range(min = 60_000, max = 31_536_000_000L)
                Duration tokenAge,
        @Doc("A file that is not complete is removed when nothing of it has come for so long.")
                @Range(min = 60_000, max = 31_536_000_000L)
                Duration abandonedAfter,
        @Doc("How often what expired or was abandoned is removed.") @Range(min = 1000, max = 86_400_000)
                Duration cleanEvery) {

    private static final int SHORTEST_KEY = 16;

    public static final UploadConfig DEFAULTS = new UploadConfig(
            List.of(),
            2L << 30,
            20L << 30,
            512L << 20,
            10_000,
            16,
            Duration.ofHours(1),
            256L << 20,
            Duration.ofMinutes(5),
            Duration.ofDays(14),
            Duration.ofDays(1),
            Duration.ofMinutes(15));

    public UploadConfig {
        keys = List.copyOf(keys);
        if (keys.stream().anyMatch(key -> key.length() < SHORTEST_KEY)) {
            throw new IllegalArgumentException("keys must have " + SHORTEST_KEY + " characters or more each");
        }
    }

    /** The largest file or chunk of this sender. */
    long maxFileBytes(Sender sender) {
        return sender == Sender.KNOWN ? maxFileBytes : Math.min(maxFileBytes, maxUnknownBytes);
    }

    /** How many files and chunks of such senders may be received at once. */
    int maxReceiving(Sender sender) {
        return sender == Sender.KNOWN ? maxReceiving : Math.max(1, maxReceiving / 4);
    }

    /** How long a file or chunk of this sender may take. */
    Duration receiveTimeout(Sender sender) {
        boolean whole = sender == Sender.KNOWN || unknownTimeout.compareTo(receiveTimeout) > 0;
        return whole ? receiveTimeout : unknownTimeout;
    }

    /** Without the keys, so that they don't get into a log. */
    @Override
    public String toString() {
        return "UploadConfig[" + keys.size() + " keys, maxFileBytes=" + maxFileBytes + ", maxTotalBytes="
                + maxTotalBytes + "]";
    }
}
