package io.posterframe;

import static io.posterframe.CutFrames.await;
import static io.posterframe.CutFrames.barcodes;
import static io.posterframe.CutFrames.ended;
import static io.posterframe.CutFrames.expected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.bucket.BucketSite;
import io.posterframe.clips.Clip;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameOrder;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose frames lie in a bucket. */
class BucketJobTest {
    @TempDir
    Path data;

    @Test
    void framesLieInTheBucketAndSurviveItsFaults() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (BucketSite site = new BucketSite(vertx)) {
            BucketConfig bucket = site.config("frames/");
            String[] options = {
                "archive.bucket.name", bucket.name(),
                "archive.bucket.endpoint", bucket.endpoint(),
                "archive.bucket.region", bucket.region(),
                "archive.bucket.access-key", bucket.accessKey(),
                "archive.bucket.secret-key", bucket.secretKey(),
                "archive.bucket.path-style", "true"
            };
            Clip.MKV.file();
            try (Edge edge = Edge.start(data, options).ready()) {
                FrameJobs jobs = edge.server().jobs();
                // more than the client tries again by itself: the job is set back, and goes on
                site.fail(request -> request.method().name().equals("PUT"), 4, 500, "InternalError");
                FrameOrder order = CutFrames.order("mkv", 5, 160);
                FrameJob job = ended(jobs, await(jobs.create(order, true)).id());
                assertEquals(FrameJob.Status.COMPLETED, job.status(), () -> String.valueOf(job.failure()));
                assertTrue(job.run() > 1, "it was not set back");
                assertEquals(expected(order, 30), barcodes(jobs, job.id()));
                assertTrue(site.keys().stream().allMatch(key -> key.startsWith("frames/" + job.id() + "/")));
                assertTrue(Files.notExists(data.resolve("frames")), "nothing is on the disk");
                assertTrue(await(jobs.delete(job)));
                Until.holds("the bucket is empty", () -> site.keys().equals(Set.of()));
            }
        } finally {
            vertx.close().await();
        }
    }
}
