package io.posterframe.hls;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.PlaylistType;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads media playlists, for one of them. The library's parser is given only what counts here, in a plain form: whole
 * segments (no parts of low latency streams, no hints), no keys (see {@link KeyTags}), no titles.
 */
final class SegmentReader {
    private static final String DURATION = "#EXTINF:";
    private static final String KEY = "#EXT-X-KEY:";
    private static final String MAP = "#EXT-X-MAP:";
    private static final String DATE = "#EXT-X-PROGRAM-DATE-TIME:";
    private static final String TARGET = "#EXT-X-TARGETDURATION:";
    private static final String INDEPENDENT = "#EXT-X-INDEPENDENT-SEGMENTS";
    private static final Set<String> PLAIN = Set.of(
            "#EXT-X-DISCONTINUITY",
            "#EXT-X-GAP",
            "#EXT-X-ENDLIST",
            "#EXT-X-I-FRAMES-ONLY",
            INDEPENDENT,
            "#EXT-X-PLAYLIST-TYPE:VOD",
            "#EXT-X-PLAYLIST-TYPE:EVENT");
    private static final Set<String> NUMBERED = Set.of("#EXT-X-MEDIA-SEQUENCE:", "#EXT-X-BYTERANGE:");
    private static final Pattern ZONED =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}(\\.\\d{0,20})?");

    /** What a playlist that does not say it is taken to have as its target, in seconds. */
    private static final int USUAL_TARGET = 10;

    private static final int LONGEST_NUMBERS = 64;

    private final HlsConfig config;
    private final StringBuilder plain = new StringBuilder("#EXTM3U\n");
    private final KeyTags keys = new KeyTags();
    /** For each segment what it and the EXT-X-MAP in front of it are encrypted with. */
    private final List<@Nullable Encryption> ofSegments = new ArrayList<>();

    private final List<@Nullable Encryption> ofMaps = new ArrayList<>();
    private @Nullable Encryption ofMap;
    private boolean announced;
    private int target = USUAL_TARGET;

    /** @param independent whether the playlist that named this one says so of all segments */
    SegmentReader(HlsConfig config, boolean independent) {
        this.config = config;
        if (independent) {
            plain.append(INDEPENDENT).append('\n');
        }
    }

    /** @param asked where the playlist is */
    SegmentList read(List<String> lines, String asked) {
        lines.forEach(this::take);
        plain.append(TARGET).append(target).append('\n');
        String text = plain.toString();
        MediaPlaylist read = Playlist.parsed(() -> new MediaPlaylistParser(ParsingMode.LENIENT).readPlaylist(text));
        boolean live = read.ongoing()
                && read.playlistType().filter(PlaylistType.VOD::equals).isEmpty();
        return new SegmentListMaker(read, live, target, ofSegments, ofMaps).make(asked);
    }

    private void take(String line) {
        if (!line.startsWith("#")) {
            takeUri(line);
        } else if (line.startsWith(DURATION)) {
            int comma = line.indexOf(',');
            String seconds = line.substring(DURATION.length(), comma < 0 ? line.length() : comma)
                    .strip();
            if (!SECONDS.matcher(seconds).matches()) {
                throw Refusal.undecodable("has a segment of an impossible duration in its playlist", "");
            }
            announced = true;
            plain.append(DURATION).append(seconds).append(",\n");
        } else if (line.startsWith(KEY)) {
            keys.read(Attributes.parse(line.substring(KEY.length())));
        } else if (line.startsWith(MAP)) {
            takeMap(Attributes.parse(line.substring(MAP.length())));
        } else if (line.startsWith(TARGET)) {
            takeTarget(line.substring(TARGET.length()));
        } else if (line.startsWith(DATE)) {
            if (ZONED.matcher(line.substring(DATE.length())).matches()) {
                plain.append(line).append('\n');
            }
        } else if (PLAIN.contains(line) || NUMBERED.stream().anyMatch(line::startsWith)) {
            if (line.length() > LONGEST_NUMBERS) {
                throw Refusal.undecodable("has a playlist that can't be read", "a number is too long");
            }
            plain.append(line).append('\n');
        }
    }

    private void takeUri(String line) {
        if (!announced) {
            return;
        }
        if (ofSegments.size() >= config.maxSegments()) {
            throw Refusal.undecodable("has more segments than the " + config.maxSegments() + " that are allowed", "");
        }
        plain.append(line).append('\n');
        ofSegments.add(keys.current());
        ofMaps.add(ofMap);
        announced = false;
    }

    private void takeMap(Attributes attributes) {
        String uri = attributes.get("URI");
        if (uri == null || uri.isEmpty()) {
            throw Refusal.undecodable("has an initialization section without a place in its playlist", "");
        }
        String range = attributes.get("BYTERANGE");
        if (range != null && range.length() > LONGEST_NUMBERS) {
            throw Refusal.undecodable("has a playlist that can't be read", "a number is too long");
        }
        plain.append(MAP).append("URI=\"").append(uri).append('"');
        plain.append(range == null ? "" : ",BYTERANGE=\"" + range + "\"").append('\n');
        ofMap = keys.current();
    }

    private void takeTarget(String seconds) {
        if (SECONDS.matcher(seconds).matches()) {
            target = Math.max(1, (int) Math.ceil(Double.parseDouble(seconds)));
        }
    }
}
