package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.posterframe.access.SessionWriter;
import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CDNs are told in a field of their own, over a socket: never of what they may not keep. */
class CdnFieldTest {
    private static final String KNOWN = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    private static final String A_DAY = "max-age=86400, stale-while-revalidate=60, stale-if-error=86400";

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(
                        data,
                        AdminCalls.options(
                                "headers.cdn-max-age",
                                "1d",
                                "headers.cdn-field",
                                "cloudflare-cdn-cache-control",
                                "render.workers",
                                "1"))
                .ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String told(Reply reply) {
        return reply.header("cloudflare-cdn-cache-control");
    }

    @Test
    void isOnPicturesAndOnWhatAnswersForThem() {
        Reply made = edge.picture(KNOWN);
        assertEquals(A_DAY, told(made));
        assertNull(made.header("cdn-cache-control"));
        Reply hit = edge.picture(KNOWN);
        assertEquals("hit; detail=memory", hit.cacheStatus());
        assertEquals(A_DAY, told(hit));
        Reply same = edge.get(KNOWN, "if-none-match", made.header("etag"));
        assertEquals(304, same.status());
        assertEquals(A_DAY, told(same));
        assertEquals(A_DAY, told(edge.get(KNOWN, "range", "bytes=0-9")));
    }

    @Test
    void isOnErrorsThatLast() {
        Reply missing = edge.get(Edge.thumb("none", "width/160"));
        assertEquals("404 max-age=60", missing.status() + " " + told(missing));
    }

    @Test
    void isNotOnWhatNobodyMayKeep() {
        Reply unsatisfiable = edge.get(KNOWN, "range", "bytes=9999999-");
        assertEquals("416 no-store", unsatisfiable.status() + " " + unsatisfiable.header("cache-control"));
        assertNull(told(unsatisfiable));
    }

    @Test
    void isNotOnWhatIsForItsAskerAlone() {
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{'secrets': ['a-secret-of-the-tests']}");
        admin.put("profiles/closed", "{'partner_id': '100', 'session_required': true}");
        admin.video("0_closed", "100", Clip.MKV, ", 'profile_id': 'closed'");
        String target = Edge.thumb("0_closed", "width/160");
        String session =
                SessionWriter.of("a-secret-of-the-tests").may("sview:*").v2();
        for (Reply reply : List.of(edge.get(target), edge.picture(target + "/ks/" + session))) {
            assertEquals("private, no-store", reply.header("cache-control"));
            assertNull(told(reply));
        }
    }
}
