package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.HlsStream;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A running server and a site with streams that it may ask. Partner 100's entries are folders of the site with a {@link
 * HlsStream}, partner 200's with a ladder of them.
 */
final class StreamingEdge implements AutoCloseable {
    private static final int SLICE_WIDTH = 80;
    private static final int SLICE_HEIGHT = 45;

    private final Vertx vertx = Vertx.vertx();
    final HlsSite site;
    final Edge edge;

    /** @param options of the server, key, value, key, value... */
    StreamingEdge(Path data, String... options) throws Exception {
        site = new HlsSite(vertx);
        String[] own = {
            "catalog.folder",
            "",
            "catalog.templates",
            "[" + template(100, HlsStream.PLAYLIST) + ", " + template(200, "index.m3u8") + "]",
            "origin.allowed-addresses",
            "[127.0.0.0/8]",
            "cache.passing-failure-ttl",
            "100ms"
        };
        edge = Edge.start(data, Stream.of(own, options).flatMap(Stream::of).toArray(String[]::new));
    }

    private String template(int partner, String playlist) {
        return "{url: '" + site.url("/{entry_id}/" + playlist) + "', partners: ['" + partner + "']}";
    }

    /** The path of a picture of an entry with one variant. */
    static String thumb(String entry, String parameters) {
        return Edge.thumb(entry, parameters);
    }

    /** The path of a picture of an entry with a ladder of variants. */
    static String ladder(String entry, String parameters) {
        return "/p/200/thumbnail/entry_id/" + entry + "/" + parameters;
    }

    /** The frame at a time. */
    int frame(String entry, double seconds) {
        return edge.picture(thumb(entry, "width/320/vid_sec/" + seconds)).frame();
    }

    /** The numbers of the frames at evenly spaced times: the strip of the slices between two times. */
    List<Integer> frames(String entry, int count, double from, double to) {
        String slices = "vid_slices/" + count + "/start_sec/" + from + "/end_sec/" + to;
        BufferedImage strip = edge.picture(
                        thumb(entry, slices + "/width/" + SLICE_WIDTH + "/height/" + SLICE_HEIGHT + "/type/3"))
                .image();
        assertEquals(count * SLICE_WIDTH, strip.getWidth());
        return IntStream.range(0, count)
                .mapToObj(i -> Barcode.read(strip, i * SLICE_WIDTH, 0, SLICE_WIDTH, SLICE_HEIGHT))
                .toList();
    }

    @Override
    public void close() {
        edge.close();
        site.close();
        try {
            vertx.close().await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
