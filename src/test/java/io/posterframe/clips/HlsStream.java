package io.posterframe.clips;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HLS stream of one variant and what is known of it.
 *
 * @param media    what the playlists name, by path relative to theirs
 * @param segments in order
 * @param head     what stands above the segments in the playlists
 */
public record HlsStream(Map<String, byte[]> media, List<HlsSegment> segments, Head head) {
    /** Where the playlist of all segments is. */
    public static final String PLAYLIST = "media.m3u8";

    /** Where the playlist of the segments' first keyframes is, if there is one. */
    public static final String I_FRAMES = "iframes.m3u8";

    /**
     * What stands above the segments.
     *
     * @param sequence      the media sequence number of the first segment
     * @param targetSeconds no segment is longer
     * @param iFrames       whether there is a playlist of keyframes: where segments are whole files in the clear
     * @param tags          further ones
     */
    record Head(int sequence, int targetSeconds, boolean iFrames, String tags) {}

    /** All files, playlists included, by path. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>(media);
        files.put(PLAYLIST, bytes(playlist(0, segments.size(), true)));
        if (head.iFrames()) {
            files.put(I_FRAMES, bytes(iFrames()));
        }
        return files;
    }

    /** The playlist of {@code count} segments from a {@code first}, of a stream that has ended or goes on. */
    public String playlist(int first, int count, boolean ended) {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:8\n")
                .append("#EXT-X-TARGETDURATION:" + head.targetSeconds() + "\n")
                .append("#EXT-X-MEDIA-SEQUENCE:" + (head.sequence() + first) + "\n");
        long passed = segments.subList(0, first).stream()
                .filter(HlsSegment::discontinuity)
                .count();
        if (passed > 0) {
            text.append("#EXT-X-DISCONTINUITY-SEQUENCE:" + passed + "\n");
        }
        text.append(head.tags());
        HlsTags before = null;
        for (HlsSegment segment : segments.subList(first, first + count)) {
            text.append(segment.tags().text(before));
            before = segment.tags();
        }
        return text.append(ended ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    private String iFrames() {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-I-FRAMES-ONLY\n")
                .append("#EXT-X-TARGETDURATION:" + head.targetSeconds() + "\n")
                .append(head.tags());
        HlsTags before = null;
        for (HlsSegment segment : segments) {
            text.append(segment.tags().iFrame(before, segment.keyBytes()));
            before = segment.tags();
        }
        return text.append("#EXT-X-ENDLIST\n").toString();
    }

    /** What the playlist says how long the stream lasts. */
    public double seconds() {
        return segments.stream().mapToLong(HlsSegment::durationMicros).sum() / 1e6;
    }

    /** When a segment begins by the playlist, in seconds. */
    public double startOf(int segment) {
        return segments.subList(0, segment).stream()
                        .mapToLong(HlsSegment::durationMicros)
                        .sum()
                / 1e6;
    }

    /** The index of the segment that is shown at a time by the playlist. */
    public int segmentAt(double seconds) {
        int shown = 0;
        for (int i = 1; i < segments.size(); i++) {
            if (startOf(i) <= seconds + 1e-9) {
                shown = i;
            }
        }
        return shown;
    }

    /**
     * The number of the frame on screen at a time by the playlist: a segment's first keyframe begins with the segment, and
     * its last frame stays until the next begins; in a gap the frame before it stays.
     */
    public int frameAt(double seconds) {
        int index = segmentAt(seconds);
        boolean gap = segments.get(index).gap();
        while (segments.get(index).gap()) {
            index--;
        }
        HlsSegment segment = segments.get(index);
        int into = (int) Math.floor((seconds - startOf(index)) * segment.framesPerSecond() + 1e-6);
        int last = segment.frames() - 1;
        return segment.firstFrame() + (gap ? last : Math.max(0, Math.min(into, last)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
