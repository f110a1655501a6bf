package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.job.FrameJob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskCallbackTest {
    private static final String KEY = "sk-mavi-0123456789";

    private static String body(FrameJob job) {
        return new String(new TaskCallback(List.of()).body(job), StandardCharsets.UTF_8);
    }

    @Test
    void aGoodEndIsToldAsTheVendorDoes() {
        assertEquals(
                "{\"code\":200,\"message\":\"SUCCESS\",\"data\":{\"asset_ch_ids\":[\"imc_666914042514116608_0\","
                        + "\"imc_666914042514116608_1\"],\"asset_id\":\"im_666914042514116608\"},"
                        + "\"task_id\":\"1e8ae1075e054e8abb58e7598c53cbf1\"}",
                body(Jobs.ended(2, null)));
    }

    @Test
    void aFailureIsToldWithItsReason() {
        assertEquals(
                "{\"code\":500,\"message\":\"the \\\"media\\\" is gone\",\"data\":null,"
                        + "\"task_id\":\"1e8ae1075e054e8abb58e7598c53cbf1\"}",
                body(Jobs.ended(2, "the \"media\" is gone")));
    }

    @Test
    void theSecretIsThatOfThePartner() {
        TaskAccount other = new TaskAccount(KEY, "101", Optional.empty(), Optional.of("the-secret-of-101"));
        TaskAccount own = new TaskAccount(KEY + "0", "100", Optional.empty(), Optional.of("the-secret-of-100"));
        FrameJob job = Jobs.ended(1, null);
        assertEquals(Optional.of("the-secret-of-100"), new TaskCallback(List.of(other, own)).secret(job));
        assertEquals(Optional.empty(), new TaskCallback(List.of(other)).secret(job));
    }
}
