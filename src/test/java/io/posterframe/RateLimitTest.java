package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Limits of a whole server. Requests come in floods, since buckets fill while a test runs: that some of a flood are
 * refused is certain, how many is not.
 */
class RateLimitTest {
    private static final int FLOOD = 60;
    private static final String NOTHING = Edge.thumb("nothing", "width/160");
    private static final String PICTURE = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    private static final String FRAME = "/api/photo/frame?time=1&photo_id=nothing&token=a";

    @TempDir
    static Path data;

    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        String[] options = AdminCalls.options(
                "access.trusted-proxies", "[127.0.0.1]",
                "limits.address.requests-per-second", "1",
                "limits.address.burst", "12",
                "limits.failed-credentials.requests-per-second", "1",
                "limits.failed-credentials.burst", "2",
                "limits.upload.requests-per-second", "1",
                "limits.photo.requests-per-second", "1",
                "limits.photo.burst", "20");
        edge = Edge.start(data.resolve("limited"), options).ready();
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{'secrets': ['s3cret']}");
        admin.put("partners/300", "{'requests_per_second': 1}");
        for (String partner : new String[] {"100", "300"}) {
            admin.put("entries/0_of" + partner, "{'partner_id': '" + partner + "'}");
        }
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    /** An address that nobody had before. */
    private static String client() {
        int number = CLIENTS.incrementAndGet();
        return "198.18." + number / 250 + "." + (number % 250 + 1);
    }

    /** Many at once. @param forwarded what each has as X-Forwarded-For, by its number */
    private static List<Reply> flood(Edge server, String target, IntFunction<String> forwarded) {
        return flood(server, i -> target, forwarded);
    }

    private static List<Reply> flood(Edge server, IntFunction<String> target, IntFunction<String> forwarded) {
        List<CompletableFuture<Reply>> sent = IntStream.range(0, FLOOD)
                .mapToObj(i -> server.send("GET", target.apply(i), "", "X-Forwarded-For", forwarded.apply(i)))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private static long count(List<Reply> replies, int status) {
        return replies.stream().filter(reply -> reply.status() == status).count();
    }

    private static Reply refused(List<Reply> replies, int status) {
        Reply reply = replies.stream()
                .filter(one -> one.status() == status)
                .findFirst()
                .orElse(null);
        assertNotNull(reply, "none of the flood was refused");
        return reply;
    }

    private static void assertFields(Reply refused, int limit) {
        assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
        assertEquals(Integer.toString(limit), refused.header("ratelimit-limit"));
        assertEquals("0", refused.header("ratelimit-remaining"));
        assertEquals(refused.header("retry-after"), refused.header("ratelimit-reset"));
        assertTrue(refused.header("cache-control").contains("no-store"), refused.headers()::toString);
    }

    @Test
    void anAddressMayAskSoOftenAndNoOtherHasToWaitForIt() {
        String client = client();
        List<Reply> replies = flood(edge, NOTHING, i -> client);
        assertTrue(count(replies, 404) >= 12, () -> count(replies, 404) + " were answered");
        Reply refused = refused(replies, 429);
        assertFields(refused, 12);
        assertEquals("error-57", refused.header("x-kaltura"));
        assertEquals(
                404, edge.get(NOTHING, "X-Forwarded-For", client()).status(), "another address doesn't have to wait");
    }

    @ParameterizedTest
    @CsvSource({"/admin/v1/partners", "/uploads"})
    void theLimitOfAnAddressCountsForEachApi(String target) {
        String client = client();
        flood(edge, NOTHING, i -> client);
        Reply refused = refused(flood(edge, target, i -> client), 429);
        assertEquals("application/problem+json", refused.header("content-type"));
        assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
    }

    @Test
    void anApiMayBeAskedSoOftenByAllTogether() {
        List<Reply> uploads = flood(edge, "/uploads", i -> client());
        assertFields(refused(uploads, 429), 1);
        List<Reply> frames = flood(edge, FRAME, i -> client());
        Reply refused = frames.stream()
                .filter(reply -> reply.text().contains("code=\"rate_limited\""))
                .findFirst()
                .orElseThrow();
        assertEquals(200, refused.status(), "that API has no other status");
        assertFields(refused, 20);
        assertEquals(FLOOD, count(flood(edge, NOTHING, i -> client()), 404), "other APIs have no limit");
    }

    @Test
    void anAccountMayBeAskedForSoOften() {
        List<Reply> replies = flood(edge, Edge.thumb("0_of300", "width/160"), i -> client());
        assertFields(refused(replies, 429), 1);
        assertEquals(0, count(flood(edge, Edge.thumb("0_of100", "width/160"), i -> client()), 429));
    }

    @Test
    void whoSendsWrongCredentialsGetsFewTries() {
        String client = client();
        List<Integer> seen = IntStream.range(0, 8)
                .mapToObj(i -> edge.get(Edge.thumb("0_of100", "ks/wrong" + i), "X-Forwarded-For", client)
                        .status())
                .toList();
        assertEquals(List.of(404, 404), seen.subList(0, 2));
        assertTrue(seen.contains(429), seen::toString);
        assertEquals(
                404,
                edge.get(Edge.thumb("0_of100", "width/1"), "X-Forwarded-For", client)
                        .status(),
                "what needs no credentials is not refused to him");
        String other = client();
        List<Integer> tokens = IntStream.range(0, 12)
                .mapToObj(i -> edge.get(
                                "/admin/v1/partners", "Authorization", "Bearer wrong" + i, "X-Forwarded-For", other)
                        .status())
                .toList();
        assertEquals(List.of(401, 401), tokens.subList(0, 2));
        assertTrue(tokens.contains(429), tokens::toString);
    }

    @Test
    void picturesFromMemoryCountForNothing() {
        String client = client();
        edge.picture(PICTURE, "X-Forwarded-For", client);
        assertEquals(FLOOD, count(flood(edge, PICTURE, i -> client), 200));
        assertEquals(
                FLOOD,
                count(flood(edge, i -> PICTURE + "?spelling=" + i, i -> client), 200),
                "nor do those that have no ready answer");
    }

    @Test
    void theClientIsWhomTheLastTrustedProxySaw() {
        String client = client();
        List<Reply> replies = flood(edge, NOTHING, i -> client() + ", " + client);
        refused(replies, 429);
        String other = client();
        List<Reply> behindTwo = flood(edge, NOTHING, i -> other + ", 127.0.0.1");
        refused(behindTwo, 429);
    }

    @Test
    void switchesCountPicturesFromMemoryAndAnswerAsKalturaDoes() throws Exception {
        String[] options = {
            "limits.address.requests-per-second", "1",
            "limits.address.burst", "12",
            "limits.count-memory-hits", "true",
            "kaltura.rate-limit-as-not-found", "true"
        };
        try (Edge own = Edge.start(data.resolve("switched"), options).ready()) {
            own.picture(PICTURE);
            List<Reply> replies = flood(own, PICTURE, i -> client());
            assertTrue(count(replies, 200) >= 11);
            assertFalse(replies.stream().anyMatch(reply -> reply.status() == 429));
            Reply refused = refused(replies, 404);
            assertEquals("error-57", refused.header("x-kaltura"));
            assertFields(refused, 12);
        }
    }
}
