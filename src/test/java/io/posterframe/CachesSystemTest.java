package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.CachingProxy.Kind;
import io.posterframe.access.SessionWriter;
import io.posterframe.clips.Clip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server behind nginx and behind Varnish, configured as docs/cdn.md says: what the caches answer, and what reaches the
 * server. Needs Debian's packages nginx, varnish and varnish-modules.
 */
@Tag("system")
class CachesSystemTest {
    private static final String AVIF = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
    private static final String OTHER_AVIF = "image/webp,image/avif,image/jxl,video/*;q=0.8,*/*;q=0.5";
    private static final String WEBP = "image/webp,image/apng,image/*,*/*;q=0.8";
    private static final String JPEG = "*/*";
    private static final String SECRET = "a-secret-of-the-tests";

    @TempDir
    static Path data;

    private static RequestLog log;
    private static Edge edge;
    private static final Map<Kind, CachingProxy> CACHES = new EnumMap<>(Kind.class);

    /** Of account 2 the pictures are old after a second. */
    @BeforeAll
    static void start() throws Exception {
        log = new RequestLog();
        String[] options =
                AdminCalls.options("server.access-log", "true", "render.workers", "1", "render.queue-length", "1");
        edge = Edge.start(data.resolve("edge"), options).ready();
        for (Kind kind : Kind.values()) {
            CACHES.put(kind, CachingProxy.start(kind, data.resolve(kind.name()), edge.port()));
        }
        new AdminCalls(edge).put("partners/2", "{'cache_age_seconds': 1}");
    }

    @AfterAll
    static void stop() throws Exception {
        for (CachingProxy cache : CACHES.values()) {
            cache.close();
        }
        edge.close();
        log.close();
    }

    /** A picture that no other test asks for. @param n not to be more than 49 */
    private static String target(Kind kind, int n, String more) {
        return Edge.thumb(Clip.MKV, "width/" + (100 + 2 * (50 * kind.ordinal() + n)) + "/vid_sec/1" + more);
    }

    private static Reply picture(CachingProxy cache, String target, String... headers) {
        Reply reply = cache.get(target, headers);
        assertEquals(200, reply.status(), () -> target + ": " + reply.text());
        return reply;
    }

    @ParameterizedTest
    @EnumSource
    void keepsAPictureAndAnswersAllSortsOfRequestsForIt(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 0, "");
        Reply part = cache.get(target, "range", "bytes=2-11");
        assertEquals("206 10", part.status() + " " + part.body().length);
        Reply whole = picture(cache, target, "cookie", "session=1");
        assertEquals("hit", cache.status(whole));
        assertEquals(25, whole.frame());
        Reply again = cache.get(target, "range", "bytes=2-11");
        assertEquals(206, again.status());
        assertArrayEquals(part.body(), again.body());
        assertEquals("bytes 2-11/" + whole.body().length, again.header("content-range"));
        assertEquals(416, cache.get(target, "range", "bytes=9999999-").status());
        assertEquals(
                304, cache.get(target, "if-none-match", whole.header("etag")).status());
        assertEquals(
                304,
                cache.get(target, "if-modified-since", whole.header("last-modified"))
                        .status());
        assertEquals(
                whole.header("content-length"),
                cache.send("HEAD", target).join().header("content-length"));
        log.holds(target, 200);
    }

    @ParameterizedTest
    @EnumSource
    void asksOnceForManyWhoWantTheSame(Kind kind) throws Exception {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 1, "");
        long read = edge.requestsRead();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            for (int i = 0; i < 20; i++) {
                replies.add(cache.send("GET", target));
            }
            Until.holds("the first one comes through", () -> edge.requestsRead() > read);
            // the others are there by now, as well as can be told
            assertEquals(404, cache.get("/health").status());
            stopped.letGo();
        }
        for (CompletableFuture<Reply> reply : replies) {
            assertEquals(25, reply.join().frame());
        }
        log.holds(target, 200);
    }

    @ParameterizedTest
    @EnumSource
    void keepsVariantsApartAndSharesEachAmongAllWhoGetIt(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 2, "/format/auto");
        for (int i = 0; i < 2; i++) {
            assertVariant("image/avif", cache, target, AVIF);
            assertVariant("image/avif", cache, target, OTHER_AVIF);
            assertVariant("image/webp", cache, target, WEBP);
            assertVariant("image/jpeg", cache, target, JPEG);
            assertVariant("image/jpeg", cache, target, "image/png,image/jpeg;q=0.1");
            assertVariant("image/jpeg", cache, target, "x,".repeat(600) + "image/avif");
        }
        assertEquals("image/jpeg", picture(cache, target).header("content-type"), "without an Accept");
        log.holds(target, 200, 200, 200);
        assertVariant("image/webp", cache, target, "image/avif;q=0.5, IMAGE/WEBP");
        assertVariant("image/jpeg", cache, target, "image/avif;q=0,image/webp;q=0.1,*/*;q=0.2");
        assertVariant("image/avif", cache, target, "image/webp,image/avif;q=1");
        log.holds(target, 200, 200, 200, 200, 200, 200);
    }

    private static void assertVariant(String type, CachingProxy cache, String target, String accept) {
        Reply reply = picture(cache, target, "accept", accept);
        assertEquals(type, reply.header("content-type"), accept);
        assertEquals("Accept", reply.header("vary"));
    }

    @ParameterizedTest
    @EnumSource
    void keepsOneCopyOfAUrlThatDoesNotNegotiate(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 3, "/format/webp");
        for (String accept : List.of(AVIF, WEBP, JPEG)) {
            assertEquals("image/webp", picture(cache, target, "accept", accept).header("content-type"));
        }
        log.holds(target, 200);
    }

    @ParameterizedTest
    @EnumSource
    void purgesAUrlWithItsVariants(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 4, "/format/auto");
        String other = target(kind, 5, "");
        String third = target(kind, 12, "?a=b&c=%20");
        picture(cache, target, "accept", AVIF);
        picture(cache, target, "accept", JPEG);
        picture(cache, other);
        picture(cache, third);
        if (kind == Kind.NGINX) {
            assertEquals(405, cache.send("PURGE", target).join().status(), "and not the server's to answer");
        }
        cache.purge(target);
        cache.purge(third);
        picture(cache, target, "accept", AVIF);
        picture(cache, target, "accept", JPEG);
        assertEquals("hit", cache.status(picture(cache, other)));
        picture(cache, third);
        log.holds(target, 200, 200, 200, 200);
        log.holds(other, 200);
        log.holds(third, 200, 200);
    }

    @ParameterizedTest
    @EnumSource
    void purgesByTag(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String width = "width/" + (20 + kind.ordinal());
        List<String> kept = List.of("/p/1/thumbnail/entry_id/mkv/" + width, "/p/33/thumbnail/entry_id/ts/" + width);
        List<String> purged = List.of("/p/3/thumbnail/entry_id/mkv/" + width, "/p/3/thumbnail/entry_id/ts/" + width);
        kept.forEach(target -> picture(cache, target));
        purged.forEach(target -> picture(cache, target));
        cache.purgeTag("partner-3");
        for (String target : purged) {
            picture(cache, target);
            log.holds(target, 200, 200);
        }
        for (String target : kept) {
            assertEquals("hit", cache.status(picture(cache, target)));
            log.holds(target, 200);
        }
        cache.purgeTag("entry-mkv");
        picture(cache, kept.get(0));
        log.holds(kept.get(0), 200, 200);
        assertEquals("hit", cache.status(picture(cache, kept.get(1))));
    }

    @Test
    void varnishPurgesSoftly() {
        CachingProxy cache = CACHES.get(Kind.VARNISH);
        String target = target(Kind.VARNISH, 6, "");
        picture(cache, target);
        for (String[] what : new String[][] {
            {target, "Soft-Purge", "1"},
            {"/", "Soft-Purge", "1", "Surrogate-Key", "none entry-mkv"}
        }) {
            int before = log.statuses(target).size();
            String[] headers = Arrays.copyOfRange(what, 1, what.length);
            assertEquals(200, cache.send("PURGE", what[0], headers).join().status());
            assertEquals("hit; detail=stale", cache.status(picture(cache, target)));
            Until.holds("it is checked", () -> log.statuses(target).size() == before + 1);
            Until.holds("and current again", () -> cache.status(picture(cache, target))
                    .equals("hit"));
        }
        log.holds(target, 200, 304, 304);
    }

    @ParameterizedTest
    @EnumSource
    void keepsAMissingEntryForAsLongAsItIsTold(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = Edge.thumb("none-" + kind, "width/160");
        for (int i = 0; i < 2; i++) {
            Reply reply = cache.get(target);
            assertEquals("404 public, max-age=60", reply.status() + " " + reply.header("cache-control"));
        }
        log.holds(target, 404);
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoErrorThatPasses(Kind kind) throws Exception {
        CachingProxy cache = CACHES.get(kind);
        String target = target(kind, 7, "");
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            waiting.add(edge.send(target(kind, 8, "")));
            Until.holds("the worker is busy", () -> edge.server().pool().busyWorkers() == 1);
            waiting.add(edge.send(target(kind, 9, "")));
            Until.holds("the queue is full", () -> edge.server().pool().queued() == 1);
            for (int i = 0; i < 2; i++) {
                Reply reply = cache.get(target);
                assertEquals("503 no-store", reply.status() + " " + reply.header("cache-control"));
                assertTrue(reply.header("retry-after") != null && reply.header("x-kaltura") != null);
            }
            stopped.letGo();
        }
        waiting.forEach(CompletableFuture::join);
        log.holds(target, 503, 503);
        assertEquals(25, picture(cache, target).frame());
        assertEquals("hit", cache.status(picture(cache, target)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsNothingThatIsForItsAskerAlone(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{'secrets': ['" + SECRET + "']}");
        admin.put("profiles/closed", "{'partner_id': '100', 'session_required': true}");
        admin.video("0_closed", "100", Clip.MKV, ", 'profile_id': 'closed'");
        String target = Edge.thumb("0_closed", "width/" + (160 + kind.ordinal()));
        String own = target + "/ks/" + SessionWriter.of(SECRET).may("sview:*").v2();
        String logged = target + "/ks/***";
        for (int i = 0; i < 2; i++) {
            assertEquals("private, no-store", picture(cache, own).header("cache-control"));
            assertEquals(404, cache.get(target).status());
        }
        log.holds(logged, 200, 200);
        log.holds(target, 404, 404);
    }

    @ParameterizedTest
    @EnumSource
    void answersAnOldCopyAndChecksItBeside(Kind kind) {
        CachingProxy cache = CACHES.get(kind);
        String target = "/p/2/thumbnail/entry_id/mkv/vid_sec/1/width/" + (160 + kind.ordinal());
        Reply first = picture(cache, target);
        Until.holds("it is old", () -> {
            Reply reply = picture(cache, target);
            assertArrayEquals(first.body(), reply.body());
            return cache.status(reply).equals("hit; detail=stale");
        });
        log.holds(target, 200, 304);
    }

    /** Without {@code stale-while-revalidate}, so that what is old is asked for, and is shown only if there is no answer. */
    @Test
    void showsOldCopiesWhileTheServerIsDown() throws Exception {
        String[] options = {
            "server.port", Integer.toString(CachingProxy.freePort()),
            "server.access-log", "true",
            "render.workers", "1",
            "headers.max-age", "1s",
            "headers.shared-max-age", "1s",
            "headers.stale-while-revalidate", "0s",
            "render.queue-length", "1",
            "cache.memory-max-bytes", "0"
        };
        Path folder = data.resolve("second");
        List<CachingProxy> caches = new ArrayList<>();
        try {
            try (Edge second = Edge.start(folder, options).ready()) {
                for (Kind kind : Kind.values()) {
                    CachingProxy cache = CachingProxy.start(kind, data.resolve("second-" + kind), second.port());
                    caches.add(cache);
                    String target = target(kind, 10, "");
                    picture(cache, target);
                    Until.holds("it is asked for when it is old", () -> {
                        assertEquals(25, picture(cache, target).frame());
                        return log.statuses(target).size() == 2;
                    });
                    log.holds(target, 200, 304);
                }
            }
            for (CachingProxy cache : caches) {
                String target = target(cache.kind(), 10, "");
                Until.holds(
                        "it is old", () -> cache.status(picture(cache, target)).equals("hit; detail=stale"));
                Reply unknown = cache.get(target(cache.kind(), 11, ""));
                assertTrue(unknown.status() == 502 || unknown.status() == 503, unknown::text);
                log.holds(target, 200, 304);
            }
            try (Edge second = Edge.start(folder, options).ready()) {
                for (CachingProxy cache : caches) {
                    String target = target(cache.kind(), 10, "");
                    Until.holds("it is checked", () -> {
                        picture(cache, target);
                        return log.statuses(target).size() >= 3;
                    });
                    log.holds(target, 200, 304, 304);
                    assertEquals(
                            25, picture(cache, target(cache.kind(), 11, "")).frame());
                }
                assertEquals(2, second.renders(), "what it had made is on its disk");
                showsAnOldCopyInsteadOfAnError(caches.get(Kind.VARNISH.ordinal()), second, folder.resolve("pictures"));
            }
        } finally {
            for (CachingProxy cache : caches) {
                cache.close();
            }
        }
    }

    /** The server can make nothing at the moment, and has lost what it had. */
    private static void showsAnOldCopyInsteadOfAnError(CachingProxy cache, Edge server, Path pictures)
            throws Exception {
        String target = target(cache.kind(), 10, "");
        server.settles();
        try (StoppedWorkers stopped = server.stopWorkers()) {
            CompletableFuture<Reply> first = server.send(target(cache.kind(), 13, ""));
            Until.holds("the worker is busy", () -> server.server().pool().busyWorkers() == 1);
            CompletableFuture<Reply> second = server.send(target(cache.kind(), 14, ""));
            Until.holds("the queue is full", () -> server.server().pool().queued() == 1);
            Files.move(pictures, pictures.resolveSibling("lost"));
            int before = log.statuses(target).size();
            Until.holds("the server has refused", () -> {
                assertEquals(25, picture(cache, target).frame());
                return log.statuses(target).contains(503);
            });
            assertEquals("hit; detail=stale", cache.status(picture(cache, target)));
            assertTrue(log.statuses(target).stream().skip(before).allMatch(status -> status == 503));
            stopped.letGo();
            first.join();
            second.join();
        }
    }
}
