package io.posterframe.hls;

import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.posterframe.picture.PictureException;
import java.net.URI;
import java.util.List;

/** What a playlist says, of either kind. */
sealed interface Playlist permits Multivariant, SegmentList {

    /** Calls the library's parser. */
    @FunctionalInterface
    interface Parsing<T> {
        T parse() throws PlaylistParserException;
    }

    /**
     * Reads a playlist of either kind. Takes a while for a large one, so not on an event loop.
     *
     * @param asked  its URL as asked for, before redirects
     * @param base   its URL after redirects
     * @param parent the playlist that named it
     * @throws PictureException Undecodable, or NoSegmentYet for a live stream without a segment
     */
    static Playlist read(byte[] bytes, URI asked, URI base, Multivariant parent, HlsConfig config) {
        Variables variables = new Variables(parent.variables(), base);
        List<String> lines = Lines.of(bytes, variables, config.maxPlaylistBytes());
        boolean multivariant = lines.stream().anyMatch(Multivariant::isTag);
        return multivariant
                ? MultivariantReader.read(lines, variables.values())
                : new SegmentReader(config, parent.independent()).read(lines, asked.toString());
    }

    /** The library says what it does not like in many ways. */
    static <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (PictureException e) {
            throw e;
        } catch (PlaylistParserException | RuntimeException e) {
            String detail = String.valueOf(e.getMessage());
            throw Refusal.undecodable(
                    "has a playlist that can't be read", detail.substring(0, Math.min(200, detail.length())));
        }
    }
}
