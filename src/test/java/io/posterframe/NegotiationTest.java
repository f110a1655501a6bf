package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that leave the format to their clients: each client gets what it takes, wherever the answer comes from. */
class NegotiationTest {
    /** A client by what it accepts. */
    enum Client {
        CHROME("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/avif"),
        OLD_CHROME("image/webp,image/apng,image/*,*/*;q=0.8", "image/webp"),
        CURL("*/*", "image/jpeg");

        final String accept;
        final String type;

        Client(String accept, String type) {
            this.accept = accept;
            this.type = type;
        }

        boolean recognises(byte[] body) {
            String head = new String(body, 0, 12, StandardCharsets.ISO_8859_1);
            return switch (this) {
                case CHROME -> head.startsWith("ftypavif", 4);
                case OLD_CHROME -> head.startsWith("RIFF") && head.startsWith("WEBP", 8);
                case CURL -> head.startsWith("\u00ff\u00d8");
            };
        }
    }

    @TempDir
    static Path data;

    private static Edge edge;
    private static Edge onDisk;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data.resolve("memory"), "render.workers", "1");
        onDisk = Edge.start(
                data.resolve("disk"),
                "cache.memory-max-bytes",
                "0",
                "kaltura.default-format",
                "auto",
                "render.workers",
                "1");
    }

    @AfterAll
    static void close() {
        edge.close();
        onDisk.close();
    }

    private static Reply ask(Edge edge, String target, Client client) {
        Reply reply = edge.picture(target, "accept", client.accept);
        assertEquals(client.type, reply.header("content-type"), target);
        assertTrue(client.recognises(reply.body()), target);
        assertEquals("Accept", reply.header("vary"));
        return reply;
    }

    /** Asks in a mixed order and from several threads at once. */
    private static void assertEachGetsItsOwn(Edge edge, String target, int rounds) {
        List<Client> asked = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            asked.addAll(List.of(Client.values()));
        }
        Collections.shuffle(asked, new Random(7));
        Map<Client, Reply> first = new ConcurrentHashMap<>();
        asked.parallelStream().forEach(client -> {
            Reply reply = ask(edge, target, client);
            Reply before = first.putIfAbsent(client, reply);
            if (before != null) {
                assertArrayEquals(before.body(), reply.body());
                assertEquals(before.header("etag"), reply.header("etag"));
            }
        });
        assertEquals(
                3,
                first.values().stream()
                        .map(reply -> reply.header("etag"))
                        .distinct()
                        .count());
    }

    @Test
    void eachClientGetsItsFormatHotAndCold() {
        String target = Edge.thumb(Clip.MKV, "width/160/vid_sec/1/format/auto");
        assertEachGetsItsOwn(edge, target, 30);
        for (Client client : Client.values()) {
            assertEquals("hit; detail=memory", ask(edge, target, client).cacheStatus());
        }
    }

    @Test
    void eachClientGetsItsFormatFromDisk() {
        String target = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
        assertEachGetsItsOwn(onDisk, target, 3);
        onDisk.settles();
        for (Client client : Client.values()) {
            assertEquals("hit; detail=disk", ask(onDisk, target, client).cacheStatus());
        }
    }

    /** The same picture by its own name, as a plain URL has it. */
    @ParameterizedTest
    @EnumSource
    void aVariantIsThePictureOfThatFormat(Client client) {
        Reply variant = ask(edge, Edge.thumb(Clip.MKV, "width/100/format/auto"), client);
        Reply plain =
                edge.picture(Edge.thumb(Clip.MKV, "width/100/format/" + client.type.substring("image/".length())));
        assertArrayEquals(plain.body(), variant.body());
        assertNull(plain.header("vary"));
    }

    @Test
    void onlyAUrlThatNegotiatesVaries() {
        String target = Edge.thumb(Clip.MKV, "width/101");
        for (int i = 0; i < 2; i++) {
            for (Client client : Client.values()) {
                Reply reply = edge.picture(target, "accept", client.accept);
                assertEquals("image/jpeg", reply.header("content-type"));
                assertNull(reply.header("vary"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConditionIsOfTheOwnVariant(Client client) {
        String target = Edge.thumb(Clip.MKV, "width/102/format/auto");
        String tag = ask(edge, target, client).header("etag");
        for (int i = 0; i < 2; i++) {
            for (Client other : Client.values()) {
                Reply reply = edge.get(target, "accept", other.accept, "if-none-match", tag);
                assertEquals(other == client ? 304 : 200, reply.status());
                assertEquals("Accept", reply.header("vary"));
            }
        }
        Reply part = edge.get(target, "accept", client.accept, "range", "bytes=0-3");
        assertEquals(206, part.status());
        assertEquals("Accept", part.header("vary"));
    }

    @Test
    void otherMethodsNegotiateToo() {
        String target = Edge.thumb(Clip.MKV, "width/103/format/auto");
        Reply head = edge.ask("HEAD", target, "", "accept", "image/webp");
        assertEquals("image/webp", head.header("content-type"));
        Reply form = edge.ask(
                "POST",
                Edge.thumb(Clip.MKV, "width/103"),
                "format=auto",
                "accept",
                "image/webp",
                "content-type",
                "application/x-www-form-urlencoded");
        assertEquals("image/webp", form.header("content-type"));
        assertEquals(head.header("etag"), form.header("etag"));
        assertEquals(
                "image/jpeg", edge.picture(Edge.thumb(Clip.MKV, "width/103")).header("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p/100/thumbnail/entry_id/nothing/format/auto",
                "/p/100/thumbnail/format/auto",
                "/p/100/thumbnail/entry_id/mkv/format/auto/vid_slices/0",
                "/p/100/thumbnail/entry_id/garbage/format/auto",
            })
    void theErrorsOfSuchAUrlVary(String target) {
        Reply reply = edge.get(target, "accept", "image/webp");
        assertEquals(404, reply.status());
        assertEquals("Accept", reply.header("vary"));
        assertNull(edge.get(target.replace("auto", "png")).header("vary"));
    }

    @Test
    void severalAcceptLinesAndALongOne() throws Exception {
        String target = Edge.thumb(Clip.MKV, "width/104/format/auto");
        for (int i = 0; i < 2; i++) {
            try (RawConnection connection = new RawConnection(edge)) {
                connection.send(RawConnection.get(target, "Accept: image/webp;q=0.5", "Accept: image/avif"));
                assertEquals("image/avif", connection.receive().header("content-type"));
                connection.send(RawConnection.get(target, "Accept: image/avif" + ",x/y".repeat(300)));
                assertEquals("image/jpeg", connection.receive().header("content-type"));
                connection.send(RawConnection.get(target));
                assertEquals("image/jpeg", connection.receive().header("content-type"));
            }
        }
    }
}
