package io.posterframe.hls;

import io.posterframe.picture.PictureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a playlist that say something, without space around them, each of a bounded length, variables filled in. */
final class Lines {
    static final int LONGEST = 16 * 1024;

    private static final String FIRST = "#EXTM3U";
    private static final String TAG = "#EXT";
    private static final String DEFINE = "#EXT-X-DEFINE:";

    private Lines() {}

    /**
     * @param variables of this playlist, filled by this
     * @param most      characters of all lines, with variables filled in
     * @throws PictureException Undecodable when it is no playlist, or it or a line is too long
     */
    static List<String> of(byte[] playlist, Variables variables, int most) {
        String text = new String(playlist, StandardCharsets.UTF_8);
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        if (!text.startsWith(FIRST, start)) {
            throw Refusal.undecodable("has no playlist where its location says", "the first line is not " + FIRST);
        }
        List<String> lines = new ArrayList<>();
        long length = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > LONGEST) {
                throw tooLong();
            }
            String line = text.substring(start, end).strip();
            start = end + 1;
            if (line.isEmpty() || line.startsWith("#") && !line.startsWith(TAG)) {
                continue;
            }
            line = variables.filledIn(line);
            length += line.length();
            if (length > most) {
                throw Refusal.undecodable(
                        "has a playlist of more than the " + most + " bytes that are allowed", "by its variables");
            }
            if (line.startsWith(DEFINE)) {
                variables.define(Attributes.parse(line.substring(DEFINE.length())));
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    static PictureException tooLong() {
        return Refusal.undecodable("has a line in its playlist that is too long", "longer than " + LONGEST);
    }
}
