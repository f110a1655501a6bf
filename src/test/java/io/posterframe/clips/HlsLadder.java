package io.posterframe.clips;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams of the same film in several sizes, as the variants of one stream. */
public final class HlsLadder {
    /** The playlist that names the variants. */
    public static final String PLAYLIST = "index.m3u8";

    private HlsLadder() {}

    /**
     * All files, by path: {@link #PLAYLIST}, and each variant's in a folder of its name. I-frame playlists are named
     * where there are some.
     */
    public static Map<String, byte[]> files(Map<String, HlsStream> variants) {
        Map<String, byte[]> files = new TreeMap<>();
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        variants.forEach((name, stream) -> {
            stream.files().forEach((path, bytes) -> files.put(name + "/" + path, bytes));
            List<HlsSegment> segments = stream.segments();
            Clip clip = segments.get(0).clip();
            String shape = "RESOLUTION=" + clip.width() + "x" + clip.height() + ",CODECS=\"avc1.64001f\"";
            long bits = clip.width() * clip.height() * 10L;
            text.append("#EXT-X-STREAM-INF:BANDWIDTH=" + bits + "," + shape + "\n" + name + "/" + HlsStream.PLAYLIST)
                    .append('\n');
            if (stream.head().iFrames()) {
                text.append("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=" + bits / 4 + "," + shape + ",URI=\"" + name + "/"
                        + HlsStream.I_FRAMES + "\"\n");
            }
        });
        files.put(PLAYLIST, HlsStream.bytes(text.toString()));
        return files;
    }
}
