package io.posterframe.hls;

import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.Resolution;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.posterframe.hls.Multivariant.Offer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads multivariant playlists. The library's parser is given only the tags and attributes that count here, in a plain
 * form: it refuses a whole playlist for one value that it does not know, and takes long over hostile attribute lists.
 */
final class MultivariantReader {
    /** The most variants of both kinds together. */
    static final int MOST = 500;

    private static final int LONGEST_CODECS = 500;
    private static final String INDEPENDENT = "#EXT-X-INDEPENDENT-SEGMENTS";
    private static final Pattern RESOLUTION = Pattern.compile("\\d{1,5}x\\d{1,5}");
    private static final Pattern BANDWIDTH = Pattern.compile("\\d{1,15}");

    private MultivariantReader() {}

    static Multivariant read(List<String> lines, Map<String, String> variables) {
        String plain = plain(lines);
        MasterPlaylist read = Playlist.parsed(() -> new MasterPlaylistParser(ParsingMode.LENIENT).readPlaylist(plain));
        return new Multivariant(
                read.variants().stream()
                        .map(found -> offer(found.uri(), found.resolution(), found.bandwidth(), found.codecs()))
                        .toList(),
                read.iFrameVariants().stream()
                        .map(found -> offer(found.uri(), found.resolution(), found.bandwidth(), found.codecs()))
                        .toList(),
                variables,
                read.independentSegments());
    }

    private static Offer offer(String uri, Optional<Resolution> size, long bandwidth, List<String> codecs) {
        return new Offer(
                uri,
                size.map(Resolution::width).orElse(0),
                size.map(Resolution::height).orElse(0),
                bandwidth,
                List.copyOf(codecs));
    }

    private static String plain(List<String> lines) {
        StringBuilder plain = new StringBuilder("#EXTM3U\n");
        String variant = null;
        int count = 0;
        for (String line : lines) {
            if (line.startsWith(Multivariant.STREAM)) {
                variant = plain(Multivariant.STREAM, Attributes.parse(line.substring(Multivariant.STREAM.length())));
            } else if (line.startsWith(Multivariant.I_FRAMES)) {
                Attributes attributes = Attributes.parse(line.substring(Multivariant.I_FRAMES.length()));
                String uri = attributes.get("URI");
                if (uri != null && !uri.isEmpty()) {
                    count++;
                    plain.append(plain(Multivariant.I_FRAMES, attributes)).append(",URI=\"" + uri + "\"\n");
                }
            } else if (line.equals(INDEPENDENT)) {
                plain.append(line).append('\n');
            } else if (!line.startsWith("#") && variant != null) {
                count++;
                plain.append(variant).append('\n').append(line).append('\n');
                variant = null;
            }
            if (count > MOST) {
                throw Refusal.undecodable("has too many variants", "more than " + MOST);
            }
        }
        return plain.toString();
    }

    private static String plain(String tag, Attributes attributes) {
        StringBuilder plain = new StringBuilder(tag).append("BANDWIDTH=");
        String bandwidth = attributes.get("BANDWIDTH", "");
        plain.append(BANDWIDTH.matcher(bandwidth).matches() ? bandwidth : "0");
        String resolution = attributes.get("RESOLUTION", "");
        if (RESOLUTION.matcher(resolution).matches()) {
            plain.append(",RESOLUTION=").append(resolution);
        }
        @Nullable String codecs = attributes.get("CODECS");
        if (codecs != null && !codecs.isBlank() && codecs.length() <= LONGEST_CODECS) {
            plain.append(",CODECS=\"").append(codecs).append('"');
        }
        return plain.toString();
    }
}
