package io.posterframe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.cache.SharedLookup;
import io.posterframe.cache.SharedWrite;
import io.posterframe.cache.Tier;
import io.posterframe.http.HttpMetrics;
import io.posterframe.job.JobMetrics;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.picture.Engine;
import io.posterframe.render.RenderMetrics;
import io.posterframe.render.Sandbox;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @BeforeEach
    void watch() {
        metrics.watch(
                new Metrics.Gauges(
                        () -> 1,
                        () -> 2,
                        () -> 3,
                        () -> 5,
                        Sandbox.Kind.NO_NEW_PRIVILEGES,
                        tier -> 10 + tier.ordinal(),
                        tier -> 20 + tier.ordinal(),
                        () -> 6,
                        () -> 7,
                        () -> 8,
                        () -> 9,
                        () -> 10,
                        () -> 12,
                        () -> 13,
                        () -> 14,
                        () -> 15,
                        () -> 16,
                        () -> 11,
                        () -> 17,
                        () -> 18,
                        () -> 19,
                        () -> 20,
                        () -> 21,
                        () -> 28,
                        () -> 1,
                        () -> 31,
                        () -> 29,
                        reason -> 30 + reason.ordinal()),
                new Metrics.Constants(22, 23, tier -> 24 + tier.ordinal(), 26, Duration.ofMinutes(1), 27, "1.2"));
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    private void shows(String sample, String value) {
        assertTrue(metrics.page().contains("\n" + sample + " " + value + "\n"), () -> sample + " in " + metrics.page());
    }

    @ParameterizedTest
    @EnumSource
    void showsEachMetricFromTheStart(Names name) {
        String id = name.id().replace('.', '_');
        assertTrue(metrics.page().matches("(?s).*\n" + id + "(_total|_seconds_bucket)?[ {].*"), id);
        assertTrue(metrics.page().contains(name.help()), name.help());
    }

    @Test
    void showsWhatIsWatched() {
        shows("posterframe_queue_depth", "1.0");
        shows("posterframe_flights", "2.0");
        shows("posterframe_workers{state=\"busy\"}", "3.0");
        shows("posterframe_worker_sandbox{kind=\"no_new_privileges\"}", "1.0");
        shows("posterframe_worker_sandbox{kind=\"bubblewrap\"}", "0.0");
        shows("posterframe_workers{state=\"idle\"}", "2.0");
        shows("posterframe_cache_bytes{tier=\"memory\"}", "10.0");
        shows("posterframe_cache_entries{tier=\"disk\"}", "21.0");
        shows("posterframe_cache_failures", "6.0");
        shows("posterframe_ready_answers", "7.0");
        shows("posterframe_database_waiting", "8.0");
        shows("posterframe_uploads_bytes", "9.0");
        shows("posterframe_uploads_receiving", "10.0");
        shows("posterframe_captures_bytes", "12.0");
        shows("posterframe_queue_passes", "13.0");
        shows("posterframe_jobs_running", "14.0");
        shows("posterframe_jobs_running_frames_done", "15.0");
        shows("posterframe_jobs_running_frames_expected", "16.0");
        shows("posterframe_rate_limited_total", "11.0");
        shows("posterframe_connections", "29.0");
        shows("posterframe_connections_ended_total{reason=\"slow\"}", "31.0");
        shows("posterframe_disk_free_bytes", "17.0");
        shows("posterframe_disk_total_bytes", "18.0");
        shows("posterframe_jobs_waiting", "19.0");
        shows("posterframe_jobs_oldest_waiting_seconds", "20.0");
        shows("posterframe_jobs_oldest_seconds", "21.0");
        shows("posterframe_bucket_pending_bytes", "31.0");
    }

    @Test
    void showsWhatStaysAsItIs() {
        shows("posterframe_queue_limit", "22.0");
        shows("posterframe_workers_configured", "23.0");
        shows("posterframe_cache_limit_bytes{tier=\"disk\"}", "25.0");
        shows("posterframe_uploads_limit_bytes", "26.0");
        shows("posterframe_jobs_max_age_seconds", "60.0");
        shows("posterframe_direct_memory_limit_bytes", "27.0");
        shows("posterframe_build_info{java=\"" + Runtime.version() + "\",version=\"1.2\"}", "1");
    }

    @Test
    void countsWhatIsReported() {
        metrics.answered(HttpMetrics.Result.STALE);
        metrics.refused(HttpMetrics.Cause.RATE_LIMIT);
        metrics.abandoned();
        metrics.took(HttpMetrics.Stage.TOTAL, 3_000_000);
        metrics.took(RenderMetrics.Stage.DECODE, 3_000_000);
        metrics.lookedUp(3_000_000);
        metrics.rendered(true, Engine.FFMPEG);
        metrics.workerStarted();
        metrics.workerEnded(RenderMetrics.End.MEMORY);
        metrics.bytesRead(OriginMetrics.Kind.HTTP, 99);
        metrics.request(OriginMetrics.Outcome.TIMED_OUT);
        metrics.blockCacheMiss();
        metrics.evicted(Tier.DISK);
        metrics.corruptFile();
        metrics.lookedUpShared(SharedLookup.TIMED_OUT, 3_000_000);
        metrics.lookedUpShared(SharedLookup.OFF, 0);
        metrics.sharedWrite(SharedWrite.WRITTEN);
        metrics.jobBegun();
        metrics.jobEnded(JobMetrics.JobEnd.FAILED);
        metrics.framesKept(3, 1000);
        metrics.callbackTried(JobMetrics.CallbackEnd.GIVEN_UP);
        shows("posterframe_requests_total{result=\"stale\"}", "1.0");
        shows("posterframe_refusals_total{cause=\"rate_limit\"}", "1.0");
        shows("posterframe_refusals_total{cause=\"origin\"}", "0.0");
        shows("posterframe_requests_abandoned_total", "1.0");
        shows("posterframe_stage_seconds_bucket{stage=\"total\",le=\"0.001\"}", "0");
        shows("posterframe_stage_seconds_bucket{stage=\"total\",le=\"0.005\"}", "1");
        shows("posterframe_stage_seconds_count{stage=\"decode\"}", "1");
        shows("posterframe_stage_seconds_count{stage=\"cache\"}", "1");
        shows("posterframe_renders_total{video=\"open\"}", "1.0");
        shows("posterframe_decodes_total{engine=\"ffmpeg\"}", "1.0");
        shows("posterframe_worker_starts_total", "1.0");
        shows("posterframe_worker_ends_total{reason=\"memory\"}", "1.0");
        shows("posterframe_origin_bytes_total{kind=\"http\"}", "99.0");
        shows("posterframe_origin_requests_total{outcome=\"timed_out\"}", "1.0");
        shows("posterframe_origin_blocks_total{result=\"miss\"}", "1.0");
        shows("posterframe_cache_evictions_total{tier=\"disk\"}", "1.0");
        shows("posterframe_cache_disk_corrupt_total", "1.0");
        shows("posterframe_bucket_lookups_total{result=\"timed_out\"}", "1.0");
        shows("posterframe_bucket_lookups_total{result=\"off\"}", "1.0");
        shows("posterframe_stage_seconds_count{stage=\"bucket\"}", "1");
        shows("posterframe_bucket_writes_total{result=\"written\"}", "1.0");
        shows("posterframe_jobs_begun_total", "1.0");
        shows("posterframe_jobs_ended_total{result=\"failed\"}", "1.0");
        shows("posterframe_job_frames_total", "3.0");
        shows("posterframe_job_bytes_total", "1000.0");
        shows("posterframe_callbacks_total{result=\"given_up\"}", "1.0");
    }

    @Test
    void hasAStageForEachStepOfTheRoad() {
        Set<String> stages = metrics.page()
                .lines()
                .filter(line -> line.startsWith("posterframe_stage_seconds_count{"))
                .map(line -> line.replaceAll(".*stage=\"(.*)\".*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "parse", "cache", "bucket", "queue", "origin", "decode", "compose", "encode", "respond",
                        "total"),
                stages);
    }
}
