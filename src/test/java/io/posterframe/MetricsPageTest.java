package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPageTest {
    @TempDir
    Path data;

    @Test
    void tellsWhatHappened() throws Exception {
        try (Edge edge = Edge.start(data, "render.workers", "1", "server.header-timeout", "1s")
                        .ready();
                RawConnection slow = new RawConnection(edge).send("GET /")) {
            String target = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
            int length = edge.picture(target).body().length;
            edge.picture(target);
            edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/2"));
            edge.get(Edge.thumb("none", "width/160"));
            edge.get(Edge.thumb(Clip.GARBAGE, "width/160"));
            edge.settles();
            Reply reply = edge.get("/metrics");
            assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.header("content-type"));
            MetricsPage page = MetricsPage.parse(reply.text());
            assertEquals(1, page.value("posterframe_requests_total{result=\"memory\"}"));
            assertEquals(2, page.value("posterframe_requests_total{result=\"miss\"}"));
            assertEquals(1, page.value("posterframe_requests_total{result=\"denied\"}"));
            assertEquals(1, page.value("posterframe_requests_total{result=\"failed\"}"));
            assertEquals(1, page.value("posterframe_refusals_total{cause=\"not_found\"}"));
            assertEquals(1, page.value("posterframe_refusals_total{cause=\"source\"}"));
            assertEquals(1, page.value("posterframe_renders_total{video=\"opened\"}"));
            assertEquals(1, page.value("posterframe_renders_total{video=\"open\"}"));
            assertEquals(2, page.value("posterframe_cache_entries{tier=\"memory\"}"));
            assertEquals(2, page.value("posterframe_cache_entries{tier=\"disk\"}"));
            assertTrue(page.value("posterframe_cache_bytes{tier=\"memory\"}") > length);
            assertTrue(page.value("posterframe_cache_bytes{tier=\"disk\"}") > length);
            assertTrue(page.value("posterframe_origin_bytes_total{kind=\"file\"}") > 0);
            assertEquals(2, page.value("posterframe_ready_answers"));
            assertEquals(2, page.value("posterframe_cache_failures"), "the unknown entry and the file of garbage");
            assertEquals(1, page.value("posterframe_worker_starts_total"));
            assertEquals(5, page.value("posterframe_stage_seconds_count{stage=\"total\"}"));
            assertEquals(2, page.value("posterframe_stage_seconds_count{stage=\"encode\"}"));
            assertEquals(1, page.value("posterframe_workers_configured"));
            assertTrue(page.value("posterframe_disk_free_bytes") > 0);
            assertTrue(page.value("posterframe_disk_free_bytes") <= page.value("posterframe_disk_total_bytes"));
            assertTrue(page.value("posterframe_direct_memory_limit_bytes") > 0);
            Until.holds("jobs were counted", () -> edge.metrics().value("posterframe_jobs_waiting") == 0);
            assertEquals(0, edge.metrics().value("posterframe_jobs_oldest_seconds"));
            assertTrue(page.value("posterframe_connections") > 0);
            Until.holds(
                    "a slow request was ended",
                    () -> edge.metrics().value("posterframe_connections_ended_total{reason=\"slow\"}") == 1);
            assertTrue(slow.ends());
            assertEquals(1, page.sum("posterframe_build_info"));
            assertTrue(page.sum("jvm_memory_used_bytes") > 0);
            assertTrue(page.sum("process_uptime_seconds") > 0);
            assertTrue(page.sum("process_files_open_files") > 0);
        }
    }
}
