package io.posterframe.dialect.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.FrameJob.Status;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the vendor's documentation, byte by byte. */
class ExtractionJsonTest {
    private static final String ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    private static final String FILE = "7c1b7d3e-51a4-4f0b-9a3b-1f6a0a5e9a11";
    private static final Instant CREATED = Instant.ofEpochMilli(1_790_000_000_987L);

    private static final String PENDING =
            """
            {'frame_extraction_id':'%s','status':'%s','created_at':1790000000,'file_id':'%s',\
            'frame_extraction_config':{'strategy':'uniform',\
            'uniform_config':{'frames_per_second':1,'max_width':1024},\
            'thumbnails_config':{'enable_frame_thumbnails':true}}""";

    private static FrameJob job(Status status, FrameOrder order, int done) {
        return new FrameJob(
                ID,
                order,
                123_456_789_012_345_678L,
                status,
                OptionalInt.of(120),
                done,
                0,
                1,
                null,
                null,
                null,
                0,
                CREATED,
                CREATED,
                null,
                CREATED,
                new Callback(Callback.State.NONE, 0, ""));
    }

    private static FrameOrder order(double rate, int width, boolean thumbnails, OptionalLong start, OptionalLong end) {
        return new FrameOrder(JobApi.FRAMES, "100", FILE, rate, width, thumbnails, start, end, null);
    }

    private static FrameOrder usual() {
        return order(1, 1024, true, OptionalLong.empty(), OptionalLong.empty());
    }

    private static String pending(String status) {
        return PENDING.formatted(ID, status, FILE).replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource({"PENDING, pending", "RUNNING, processing", "FAILED, failed"})
    void anExtractionThatIsNotThereHasNoFrames(Status status, String said) {
        assertEquals(
                pending(said) + "}", ExtractionJson.of(job(status, usual(), 7)).toString());
    }

    @Test
    void aListHasNoFramesEither() {
        assertEquals(
                pending("completed") + ",\"frame_count\":3}",
                ExtractionJson.of(job(Status.COMPLETED, usual(), 3)).toString());
    }

    @Test
    void aCompletedExtractionHasAPageOfItsFrames() {
        FrameJob job = job(Status.COMPLETED, usual(), 3);
        String data =
                """
                ,'frame_count':3,'data':{'object':'list','frames':[\
                {'id':'%s','timestamp':1,'thumbnail_url':'https://x.example/frames/%s/1.jpg'},\
                {'id':'%s','timestamp':2,'thumbnail_url':'https://x.example/frames/%s/2.jpg'}],\
                'total':3,'limit':2,'offset':1}}"""
                        .formatted(job.frameId(1), ID, job.frameId(2), ID)
                        .replace('\'', '"');
        assertEquals(
                pending("completed") + data,
                ExtractionJson.of(job, List.of(frame(1), frame(2)), new Page(2, 1), "https://x.example")
                        .toString());
    }

    @Test
    void aPageBehindTheEndIsEmpty() {
        FrameJob job = job(Status.COMPLETED, usual(), 3);
        assertEquals(
                pending("completed") + ",\"frame_count\":3,\"data\":{\"object\":\"list\",\"frames\":[],"
                        + "\"total\":3,\"limit\":50,\"offset\":3}}",
                ExtractionJson.of(job, List.of(), new Page(50, 3), "").toString());
    }

    @Test
    void theConfigIsWhatCountsAndFramesWithoutThumbnailsHaveNoUrl() {
        FrameOrder order = order(29.97, 64, false, OptionalLong.of(500_000), OptionalLong.of(100_000_000));
        FrameJob job = job(Status.COMPLETED, order, 1);
        assertEquals(
                """
                {'strategy':'uniform','uniform_config':{'frames_per_second':29.97,'max_width':64},\
                'thumbnails_config':{'enable_frame_thumbnails':false},\
                'start_time_seconds':0.5,'end_time_seconds':100}"""
                        .replace('\'', '"'),
                ExtractionJson.of(job).get("frame_extraction_config").toString());
        assertEquals(
                "{\"id\":\"" + job.frameId(0) + "\",\"timestamp\":0.5}",
                ExtractionJson.of(job, List.of(frame(0)), new Page(50, 0), "")
                        .at("/data/frames/0")
                        .toString());
    }

    @Test
    void progressIsToldWhileItIsKnown() {
        FrameJob job = job(Status.RUNNING, usual(), 12);
        assertEquals("12/120", Extractions.progress(job));
    }

    @Test
    void aFailureIsSafeInAHeader() {
        assertEquals("na?ve? x: y", Extractions.headerSafe("na\u00efve\n x: y"));
        assertEquals("", Extractions.headerSafe(null));
        assertEquals(300, Extractions.headerSafe("x".repeat(1000)).length());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000000, 1", "10000000, 10", "1234567, 1.234567", "33367, 0.033367", "120000000000, 120000"})
    void secondsHaveNoFractionWithoutNeed(long micros, String seconds) {
        assertEquals(seconds, Decimals.seconds(micros).toString());
    }

    private static JobFrame frame(int number) {
        return new JobFrame(ID, number, "bundle", 0, 10, 0, 320, 180);
    }
}
