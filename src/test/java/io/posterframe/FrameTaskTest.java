package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.Receiver;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memories.ai's extract-frames, from the upload to the frames and their deletion. */
class FrameTaskTest {
    /** The frames on screen at each second of a clip of 6 s. */
    private static final List<Integer> SECONDS = List.of(0, 25, 50, 75, 100, 125);

    @TempDir
    static Path data;

    private static Vertx vertx;
    private static Receiver receiver;
    private static Edge edge;
    private static TaskCalls calls;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        receiver = new Receiver(vertx);
        edge = Edge.start(data, TaskCalls.options(receiver.url("/hook").toString()))
                .ready();
        calls = new TaskCalls(edge, TaskCalls.KEY);
    }

    @AfterAll
    static void stop() {
        edge.close();
        receiver.close();
        vertx.close().await();
    }

    private static Receiver.Told told(String task) {
        Until.holds("task " + task + " is told", () -> receiver.told.stream().anyMatch(one -> isOf(one, task)));
        return receiver.told.stream().filter(one -> isOf(one, task)).findFirst().orElseThrow();
    }

    private static boolean isOf(Receiver.Told told, String task) {
        return new JsonObject(new String(told.body(), StandardCharsets.UTF_8))
                .getString("task_id")
                .equals(task);
    }

    private static JsonObject frames(String video) {
        String task = calls.task(video);
        return new JsonObject(new String(told(task).body(), StandardCharsets.UTF_8)).getJsonObject("data");
    }

    private static String uuid(String task) {
        return task.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static FrameJob job(String task) {
        return CutFrames.find(edge.server().jobs(), uuid(task)).orElseThrow();
    }

    private static FrameJob jobOf(String collection) {
        return CutFrames.await(edge.server().jobs().ofCollection(Long.parseLong(collection.substring(3))))
                .orElseThrow();
    }

    @Test
    void aTaskIsToldAsTheVendorDoes() throws Exception {
        String video = calls.upload(Clip.MKV);
        assertTrue(video.matches("re_[1-9][0-9]{17}"), video);
        String task = calls.task(video);
        assertTrue(task.matches("[0-9a-f]{32}"), task);
        Receiver.Told told = told(task);
        long number = job(task).collection();
        String names = String.join(
                ",",
                IntStream.range(0, 6)
                        .mapToObj(i -> "\"imc_" + number + "_" + i + "\"")
                        .toList());
        assertEquals(
                "{\"code\":200,\"message\":\"SUCCESS\",\"data\":{\"asset_ch_ids\":[" + names + "],\"asset_id\":\"im_"
                        + number + "\"},\"task_id\":\"" + task + "\"}",
                new String(told.body(), StandardCharsets.UTF_8));
        assertEquals("/hook", told.path());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TaskCalls.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertEquals(
                "sha256=" + HexFormat.of().formatHex(mac.doFinal(told.body())), told.header("x-posterframe-signature"));
        Until.holds("it is noted", () -> job(task).callback().state() == Callback.State.DELIVERED);
    }

    @Test
    void eachCallIsATaskOfItsOwn() throws Exception {
        String video = calls.upload(Clip.MKV);
        JsonObject one = frames(video);
        JsonObject other = frames(video);
        assertNotEquals(one.getString("asset_id"), other.getString("asset_id"));
    }

    @Test
    void aCollectionIsAZipOfAllFrames() throws Exception {
        String collection = frames(calls.upload(Clip.MP4_INDEX_LAST)).getString("asset_id");
        Reply reply = calls.get("/" + collection + "/download");
        assertEquals(200, reply.status());
        assertEquals("application/zip", reply.header("content-type"));
        assertEquals("attachment; filename=\"" + collection + ".zip\"", reply.header("content-disposition"));
        assertEquals(Integer.toString(reply.body().length), reply.header("content-length"));
        assertEquals("private, no-store", reply.header("cache-control"));
        assertEquals("*", reply.header("access-control-allow-origin"));
        List<String> names = new ArrayList<>();
        List<Integer> barcodes = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(reply.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                barcodes.add(Barcode.read(ImageIO.read(new ByteArrayInputStream(zip.readAllBytes()))));
            }
        }
        assertEquals(SECONDS, barcodes);
        assertEquals("000000_00000.000s.jpg", names.get(0));
        assertEquals("000005_00005.000s.jpg", names.get(5));
        Reply head = calls.ask("HEAD", "/" + collection + "/download");
        assertEquals(200, head.status());
        assertEquals(reply.header("content-length"), head.header("content-length"));
        assertEquals(0, head.body().length);
    }

    @Test
    void aFrameIsAnImage() throws Exception {
        JsonArray names = frames(calls.upload(Clip.MKV)).getJsonArray("asset_ch_ids");
        assertEquals(6, names.size());
        for (int i = 0; i < names.size(); i++) {
            Reply reply = calls.get("/" + names.getString(i) + "/download");
            assertEquals(200, reply.status());
            assertEquals("image/jpeg", reply.header("content-type"));
            assertEquals(
                    "attachment; filename=\"" + names.getString(i) + ".jpg\"", reply.header("content-disposition"));
            assertEquals("private, no-store", reply.header("cache-control"));
            assertEquals(SECONDS.get(i), reply.frame());
            assertEquals("320x180", reply.size());
        }
        String path = "/" + names.getString(2) + "/download";
        Reply whole = calls.get(path);
        assertEquals(304, calls.get(path, "If-None-Match", whole.header("etag")).status());
        Reply part = calls.get(path, "Range", "bytes=2-5");
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(whole.body(), 2, 6), part.body());
    }

    @Test
    void aVideoIsTheFileThatWasUploaded() throws Exception {
        byte[] file = Files.readAllBytes(Clip.MKV.file());
        String video =
                TaskCalls.data(calls.upload("my \u00e9t\u00e9.mkv", file)).getString("asset_id");
        Reply reply = calls.get("/" + video + "/download");
        assertEquals(200, reply.status());
        assertArrayEquals(file, reply.body());
        assertEquals("video/matroska", reply.header("content-type"));
        assertEquals(Integer.toString(file.length), reply.header("content-length"));
        assertEquals(
                "attachment; filename=\"my _t_.mkv\"; filename*=UTF-8''my%20%C3%A9t%C3%A9.mkv",
                reply.header("content-disposition"));
        Reply part = calls.get("/" + video + "/download", "Range", "bytes=1000-1999");
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(file, 1000, 2000), part.body());
    }

    @Test
    void metadataTellsOfEachKind() throws Exception {
        long before = System.currentTimeMillis();
        String video = calls.upload(Clip.MKV);
        JsonObject file = only(calls.get("/" + video + "/metadata"));
        assertEquals(
                List.of(
                        "extension",
                        "asset_id",
                        "original_filename",
                        "file_size",
                        "upload_status",
                        "create_time",
                        "modify_time"),
                List.copyOf(file.fieldNames()));
        assertEquals("mkv", file.getString("extension"));
        assertEquals(video, file.getString("asset_id"));
        assertEquals(Clip.MKV.fileName(), file.getString("original_filename"));
        assertEquals(Long.toString(Files.size(Clip.MKV.file())), file.getString("file_size"));
        assertEquals("SUCCESS", file.getString("upload_status"));
        assertTrue(Long.parseLong(file.getString("create_time")) >= before);
        JsonObject frames = frames(video);
        JsonObject all = TaskCalls.data(calls.get("/" + frames.getString("asset_id") + "/metadata"));
        assertEquals(6, all.getInteger("total"));
        assertEquals(6, all.getJsonArray("resource").size());
        for (int i = 0; i < 6; i++) {
            JsonObject frame = all.getJsonArray("resource").getJsonObject(i);
            String name = frames.getJsonArray("asset_ch_ids").getString(i);
            assertEquals(name, frame.getString("asset_id"));
            assertEquals("00000" + i + "_0000" + i + ".000s.jpg", frame.getString("original_filename"));
            assertEquals(frame, only(calls.get("/" + name + "/metadata")));
            assertEquals(
                    frame.getString("file_size"),
                    calls.ask("HEAD", "/" + name + "/download").header("content-length"));
        }
    }

    private static JsonObject only(Reply reply) {
        JsonObject data = TaskCalls.data(reply);
        assertEquals(1, data.getInteger("total"));
        assertEquals(1, data.getJsonArray("resource").size());
        return data.getJsonArray("resource").getJsonObject(0);
    }

    @Test
    void whatIsDeletedIsGone() throws Exception {
        long before = edge.server().uploads().bytes();
        String video = calls.upload(Clip.MKV);
        String one = frames(video).getString("asset_id");
        JsonObject other = frames(video);
        List<FrameJob> jobs = List.of(jobOf(one), jobOf(other.getString("asset_id")));
        assertEquals(null, TaskCalls.data(calls.ask("DELETE", "/" + one)));
        assertEquals("404 Resource does not exist", TaskCalls.error(calls.get("/" + one + "/download")));
        assertEquals(
                200, calls.get("/" + other.getString("asset_id") + "/download").status());
        assertEquals(null, TaskCalls.data(calls.ask("DELETE", "/" + video)));
        for (String id : List.of(
                video,
                other.getString("asset_id"),
                other.getJsonArray("asset_ch_ids").getString(0))) {
            assertEquals(404, calls.get("/" + id + "/download").status(), id);
            assertEquals(404, calls.get("/" + id + "/metadata").status(), id);
        }
        assertEquals(404, calls.ask("DELETE", "/" + video).status());
        Until.holds("its file is gone", () -> edge.server().uploads().bytes() == before);
        for (FrameJob job : jobs) {
            Path frames =
                    data.resolve("frames").resolve(job.id().substring(0, 2)).resolve(job.id());
            Until.holds("its frames are gone", () -> !Files.exists(frames));
        }
    }

    @Test
    void anotherAccountSeesNothingOfIt() throws Exception {
        String video = calls.upload(Clip.MKV);
        JsonObject frames = frames(video);
        TaskCalls other = new TaskCalls(edge, TaskCalls.OTHER_KEY);
        for (String id : List.of(
                video,
                frames.getString("asset_id"),
                frames.getJsonArray("asset_ch_ids").getString(0))) {
            assertEquals("404 Resource does not exist", TaskCalls.error(other.get("/" + id + "/download")), id);
            assertEquals("404 Resource does not exist", TaskCalls.error(other.get("/" + id + "/metadata")), id);
        }
        assertEquals(404, other.ask("DELETE", "/" + video).status());
        assertEquals(
                404, other.ask("DELETE", "/" + frames.getString("asset_id")).status());
        assertEquals(404, other.extract("{'asset_id':'" + video + "'}").status());
        assertEquals(200, calls.get("/" + video + "/download").status());
    }

    @Test
    void anEntryOfTheAccountMayBeCutToo() {
        new AdminCalls(edge).put("partners/100", "{}");
        new AdminCalls(edge).video("re_12345", "100", Clip.MKV, "");
        assertEquals(6, frames("re_12345").getJsonArray("asset_ch_ids").size());
        assertEquals(404, calls.get("/re_12345/download").status());
    }

    @Test
    void aTaskThatFailsIsToldToo(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                        other,
                        TaskCalls.options(
                                receiver.url("/failed").toString(),
                                "jobs.max-bytes",
                                "1MiB",
                                "tasks.frames-per-second",
                                "60"))
                .ready()) {
            TaskCalls there = new TaskCalls(own, TaskCalls.KEY);
            String task = there.task(there.upload(Clip.LONG_GOP));
            JsonObject told = new JsonObject(new String(told(task).body(), StandardCharsets.UTF_8));
            assertEquals(List.of("code", "message", "data", "task_id"), List.copyOf(told.fieldNames()));
            assertEquals(500, told.getInteger("code"));
            assertEquals("its frames take more than the 1048576 bytes that a job may have", told.getString("message"));
            assertEquals(null, told.getValue("data"));
        }
    }

    @Test
    void aReceiverThatHangsHoldsNobodyUp(@TempDir Path other) throws Exception {
        receiver.answer("/hangs", Receiver.HANG, Integer.MAX_VALUE);
        try (Receiver others = new Receiver(vertx, "127.0.0.2");
                Edge own = Edge.start(
                                other,
                                TaskCalls.options(
                                        "",
                                        "tasks.accounts",
                                        "[{key: " + TaskCalls.KEY + ", partner: '100', callback-url: '"
                                                + receiver.url("/hangs") + "'}, {key: " + TaskCalls.OTHER_KEY
                                                + ", partner: '200', callback-url: '" + others.url("/hook") + "'}]"))
                        .ready()) {
            TaskCalls hanging = new TaskCalls(own, TaskCalls.KEY);
            String video = hanging.upload(Clip.MKV);
            for (int i = 0; i < 5; i++) {
                FrameJob job = CutFrames.ended(own.server().jobs(), uuid(hanging.task(video)));
                assertEquals(FrameJob.Status.COMPLETED, job.status());
            }
            Until.holds("it hangs", () -> receiver.at("/hangs").size() == 3);
            TaskCalls fine = new TaskCalls(own, TaskCalls.OTHER_KEY);
            fine.task(fine.upload(Clip.MKV));
            Until.holds("the other is told", () -> others.told.size() == 1);
            assertEquals(null, others.told.get(0).header("x-posterframe-signature"));
        }
    }

    @Test
    void aZipThatCanNotBeWholeBreaksOff(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                        other, TaskCalls.options(receiver.url("/broken").toString(), "tasks.frames-per-second", "60"))
                .ready()) {
            TaskCalls there = new TaskCalls(own, TaskCalls.KEY);
            FrameJob job = CutFrames.ended(own.server().jobs(), uuid(there.task(there.upload(Clip.LONG_GOP))));
            assertEquals(3600, job.done());
            String path = "/im_" + job.collection() + "/download";
            assertEquals(200, there.get(path).status());
            Path bundles =
                    other.resolve("frames").resolve(job.id().substring(0, 2)).resolve(job.id());
            String last = CutFrames.all(own.server().jobs(), job.id()).get(3599).bundle();
            Files.delete(bundles.resolve(last));
            assertThrows(CompletionException.class, () -> there.get(path));
            Files.delete(bundles.resolve("0-1"));
            assertEquals("404 Resource does not exist", TaskCalls.error(there.get(path)));
            assertEquals(200, there.get("/im_" + job.collection() + "/metadata").status());
            assertEquals(
                    "404 Resource does not exist",
                    TaskCalls.error(there.get("/imc_" + job.collection() + "_0/download")));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3, 160", "10, 60, 0"})
    void theIntervalAndTheWidthAreOptions(String rate, int count, int width, @TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                        other,
                        TaskCalls.options(
                                receiver.url("/own").toString(),
                                "tasks.frames-per-second",
                                rate,
                                "tasks.max-width",
                                Integer.toString(width)))
                .ready()) {
            TaskCalls there = new TaskCalls(own, TaskCalls.KEY);
            String task = there.task(there.upload(Clip.MKV));
            JsonArray names = new JsonObject(new String(told(task).body(), StandardCharsets.UTF_8))
                    .getJsonObject("data")
                    .getJsonArray("asset_ch_ids");
            assertEquals(count, names.size());
            Reply frame = there.get("/" + names.getString(1) + "/download");
            assertEquals(width == 0 ? "320x180" : width + "x" + width * 9 / 16, frame.size());
            assertEquals((int) (25 / Double.parseDouble(rate)), frame.frame());
        }
    }
}
