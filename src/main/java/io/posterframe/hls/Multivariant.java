package io.posterframe.hls;

import java.util.List;
import java.util.Map;

/**
 * A multivariant playlist.
 *
 * @param variants    in its order
 * @param iFrames     the variants that have I-frame playlists only
 * @param variables   for the playlists that it names
 * @param independent whether the segments of all of them can be decoded without their neighbours
 */
record Multivariant(List<Offer> variants, List<Offer> iFrames, Map<String, String> variables, boolean independent)
        implements Playlist {
    /** What a playlist that no other one names inherits. */
    static final Multivariant NONE = new Multivariant(List.of(), List.of(), Map.of(), false);

    static final String STREAM = "#EXT-X-STREAM-INF:";
    static final String I_FRAMES = "#EXT-X-I-FRAME-STREAM-INF:";

    /**
     * One variant.
     *
     * @param uri       of its playlist, as written
     * @param width     of its frames, 0 for unknown
     * @param height    of its frames, 0 for unknown
     * @param bandwidth bits a second at most, 0 for unknown
     * @param codecs    as RFC 6381 names them; empty for unknown
     */
    record Offer(String uri, int width, int height, long bandwidth, List<String> codecs) {
        long area() {
            return (long) width * height;
        }

        /** Whether they are the same but for where they are. */
        boolean isRedundantTo(Offer other) {
            return width == other.width
                    && height == other.height
                    && bandwidth == other.bandwidth
                    && codecs.equals(other.codecs);
        }
    }

    /** What the playlists that it names inherit; it is kept longer than the rest. */
    Multivariant withoutOffers() {
        return new Multivariant(List.of(), List.of(), variables, independent);
    }

    /** Whether only such a playlist has this line. */
    static boolean isTag(String line) {
        return line.startsWith(STREAM) || line.startsWith(I_FRAMES);
    }
}
