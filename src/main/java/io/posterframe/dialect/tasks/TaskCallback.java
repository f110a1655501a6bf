package io.posterframe.dialect.tasks;

import io.posterframe.job.CallbackForm;
import io.posterframe.job.FrameJob;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The API's callback: the names of all frames, or why there are none. */
final class TaskCallback implements CallbackForm {
    /** About the length of a frame's name in the list. */
    private static final int NAME = 32;

    private final List<TaskAccount> accounts;

    TaskCallback(List<TaskAccount> accounts) {
        this.accounts = accounts;
    }

    @Override
    public byte[] body(FrameJob ended) {
        String text = ended.status() == FrameJob.Status.COMPLETED ? completed(ended) : failed(ended);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String completed(FrameJob job) {
        StringBuilder text = new StringBuilder(job.done() * NAME);
        text.append("{\"code\":200,\"message\":\"SUCCESS\",\"data\":{\"asset_ch_ids\":[");
        for (int index = 0; index < job.done(); index++) {
            text.append(index == 0 ? "\"" : ",\"")
                    .append(new AssetId.Frame(job.collection(), index))
                    .append('"');
        }
        return text.append("],\"asset_id\":\"")
                .append(new AssetId.Collection(job.collection()))
                .append("\"},\"task_id\":\"")
                .append(TaskId.of(job))
                .append("\"}")
                .toString();
    }

    private static String failed(FrameJob job) {
        return new JsonObject()
                .put("code", 500)
                .put("message", job.failure() == null ? "" : job.failure())
                .putNull("data")
                .put("task_id", TaskId.of(job))
                .encode();
    }

    @Override
    public Optional<String> secret(FrameJob ended) {
        return accounts.stream()
                .filter(account -> account.partner().equals(ended.order().partnerId()))
                .findFirst()
                .flatMap(TaskAccount::callbackSecret);
    }
}
