package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.asset.Asset;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameNames;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Test
    void aSuccessIsTheVendors() {
        assertEquals(
                "{\"code\":200,\"msg\":\"success\",\"data\":{\"task_id\":\"1e8ae1075e054e8abb58e7598c53cbf1\"},"
                        + "\"failed\":false,\"success\":true}",
                Envelope.success(new JsonObject().put("task_id", TaskId.of(Jobs.ended(1, null)))));
        assertEquals(
                "{\"code\":200,\"msg\":\"success\",\"data\":null,\"failed\":false,\"success\":true}",
                Envelope.success(null));
    }

    @Test
    void anErrorIsTheVendors() {
        assertEquals(
                "{\"code\":429,\"msg\":\"Request has exceeded the limit.\",\"data\":null,\"success\":false,"
                        + "\"failed\":true}",
                ApiError.TOO_MANY.json());
    }

    @Test
    void aVideoIsDescribedAsTheVendorDoes() {
        Asset asset = new Asset(
                "re_657739295220518912",
                JobApi.TASKS,
                "100",
                "u",
                "a.b.mp4",
                "video/mp4",
                133_652_816,
                6_000_000,
                320,
                180,
                null,
                Instant.ofEpochMilli(1_766_989_317_192L));
        assertEquals(
                "{\"total\":1,\"resource\":[{\"extension\":\"mp4\",\"asset_id\":\"re_657739295220518912\","
                        + "\"original_filename\":\"a.b.mp4\",\"file_size\":\"133652816\","
                        + "\"upload_status\":\"SUCCESS\",\"create_time\":\"1766989317192\","
                        + "\"modify_time\":\"1766989317192\"}]}",
                Resource.only(Resource.of(asset)).encode());
    }

    @Test
    void aFrameIsDescribedAlike() {
        FrameJob job = Jobs.ended(3, null);
        JobFrame frame = new JobFrame(job.id(), 2, "0-1", 7, 1234, 5, 320, 180);
        assertEquals(
                "{\"extension\":\"jpg\",\"asset_id\":\"imc_666914042514116608_2\","
                        + "\"original_filename\":\"000002_00002.000s.jpg\",\"file_size\":\"1234\","
                        + "\"upload_status\":\"SUCCESS\",\"create_time\":\"1766989317192\","
                        + "\"modify_time\":\"1766989317192\"}",
                Resource.of(job, FrameNames.of(job), frame).encode());
    }
}
