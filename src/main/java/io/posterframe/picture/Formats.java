package io.posterframe.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which formats this machine can write.
 *
 * @param off those that it can't, each with what it lacks and how to install that, in one sentence
 */
public record Formats(Map<ImageFormat, String> off) {
    /** Nothing is lacking. */
    public static final Formats ALL = new Formats(Map.of());

    public Formats {
        off = Map.copyOf(off);
    }

    /** Refuses a format that can't be written with {@link Failure.FormatOff}. */
    public void check(ImageFormat format) {
        if (off.containsKey(format)) {
            throw new PictureException(new Failure.FormatOff(format));
        }
    }

    /** The names of those that can be written, in the order of the formats. */
    public List<String> on() {
        return Arrays.stream(ImageFormat.values())
                .filter(format -> !off.containsKey(format))
                .map(ImageFormat::lowerName)
                .toList();
    }

    /** The reasons by the names of those that can't, in the order of the alphabet. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        off.forEach((format, reason) -> reasons.put(format.lowerName(), reason));
        return reasons;
    }
}
