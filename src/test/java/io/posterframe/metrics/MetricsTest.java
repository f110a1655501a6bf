package io.posterframe.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
        Readings readings = new Readings();
        for (Reading reading : Reading.values()) {
            readings.with(reading, () -> value(reading));
        }
        metrics.watch(readings, Sandbox.Kind.NO_NEW_PRIVILEGES, "1.2");
        metrics.count(reason -> 200 + reason.ordinal(), () -> 11);
    }

    /** Another one for each. */
    private static int value(Reading reading) {
        return 100 + reading.ordinal();
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

    @ParameterizedTest
    @EnumSource
    void showsEachReading(Reading reading) {
        String[] label = reading.label();
        String labels = label.length == 0 ? "" : "{" + label[0] + "=\"" + label[1] + "\"}";
        shows(reading.metric().id().replace('.', '_') + labels, value(reading) + ".0");
    }

    @Test
    void showsWhatShutsWorkersInAndWhatOthersCount() {
        shows("posterframe_worker_sandbox{kind=\"no_new_privileges\"}", "1.0");
        shows("posterframe_worker_sandbox{kind=\"bubblewrap\"}", "0.0");
        shows("posterframe_rate_limited_total", "11.0");
        shows("posterframe_connections_ended_total{reason=\"slow\"}", "201.0");
        shows("posterframe_build_info{java=\"" + Runtime.version() + "\",version=\"1.2\"}", "1");
    }

    @Test
    void missesNoReading() {
        Readings few = new Readings().with(Reading.QUEUED, () -> 1);
        assertTrue(
                assertThrows(IllegalStateException.class, few::all).getMessage().contains("FLIGHTS"));
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
