package io.posterframe.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.database.TestDatabase;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.UploadRefused.Reason;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UploadsTest {
    @TempDir
    Path temp;

    private Desk desk(TestDatabase kind) throws IOException {
        return new Desk(kind.fresh(), Desk.CONFIG, temp);
    }

    @ParameterizedTest
    @EnumSource
    void aWholeFileIsThereAlsoAfterARestart(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            byte[] file = Desk.bytes(300_000);
            String token = desk.token(1);
            Upload upload = desk.whole(token, file, "clip.mp4").await();
            assertTrue(upload.complete());
            desk.reopen();
            assertEquals(
                    upload,
                    desk.uploads.find(token, UploadChoice.NEWEST).await().orElseThrow());
            assertArrayEquals(file, desk.content(upload));
            assertEquals(upload.location(), desk.uploads.ofToken(token).await().location());
            assertEquals(List.of(upload.id()), desk.files());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoFilesAtOnceATokenForOneTakesOne(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            String token = desk.token(1);
            List<Future<Upload>> both = new ArrayList<>();
            Received first = desk.receive(Desk.bytes(1000), "a").await();
            Received second = desk.receive(Desk.bytes(2000), "b").await();
            both.add(desk.uploads.accept(token, first));
            both.add(desk.uploads.accept(token, second));
            Future.join(both).transform(done -> Future.succeededFuture()).await();
            assertEquals(1, both.stream().filter(Future::succeeded).count());
            assertEquals(
                    Reason.TOKEN_USED_UP,
                    both.stream()
                            .filter(Future::failed)
                            .map(future -> ((UploadRefused) future.cause()).reason())
                            .findFirst()
                            .orElseThrow());
            assertEquals(1, desk.files().size());
            desk.refused(
                    Reason.TOKEN_USED_UP, () -> desk.uploads.usableToken(token).await());
        }
    }

    @ParameterizedTest
    @EnumSource
    void twentyChunksAtOnceSomeOfThemTwiceMakeTheFile(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            byte[] file = Desk.bytes(200_000);
            String token = desk.token(1);
            List<Integer> numbers =
                    new ArrayList<>(IntStream.rangeClosed(1, 20).boxed().toList());
            numbers.addAll(List.of(3, 20, 7));
            Collections.shuffle(numbers, new Random(1));
            List<Received> received = numbers.stream()
                    .map(number -> desk.receive(Arrays.copyOfRange(file, (number - 1) * 10_000, number * 10_000), "")
                            .await())
                    .toList();
            Future.all(IntStream.range(0, numbers.size())
                            .mapToObj(i -> desk.uploads.accept(
                                    token, Desk.chunk(file, numbers.get(i), 10_000), received.get(i)))
                            .toList())
                    .await();
            Upload upload =
                    desk.uploads.find(token, UploadChoice.NEWEST).await().orElseThrow();
            assertTrue(upload.complete());
            assertArrayEquals(file, desk.content(upload));
            assertEquals(List.of(upload.id()), desk.files());
            assertEquals(1, desk.uploads.token(token).await().orElseThrow().uploads());
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItWasAfterARestart(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            byte[] file = Desk.bytes(45_000);
            String token = desk.token(1);
            desk.chunk(token, file, 2, 10_000, false).await();
            desk.chunk(token, file, 4, 10_000, true).await();
            desk.reopen();
            assertTrue(desk.uploads.isThere(token, Desk.chunk(file, 2, 10_000)).await());
            assertFalse(desk.uploads.isThere(token, Desk.chunk(file, 1, 10_000)).await());
            assertEquals(
                    Failure.NotUploadedYet.class,
                    assertThrows(
                                    PictureException.class,
                                    () -> desk.uploads.ofToken(token).await())
                            .failure()
                            .getClass());
            desk.chunk(token, file, 3, 10_000, false).await();
            Upload upload = desk.chunk(token, file, 1, 10_000, false).await();
            assertTrue(upload.complete());
            assertArrayEquals(file, desk.content(upload));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkWhoseWritingBrokeOffIsNotThere(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            byte[] file = Desk.bytes(20_000);
            String token = desk.token(1);
            Upload begun = desk.chunk(token, file, 1, 10_000, false).await();
            // as a process leaves it that is killed when half of the second chunk is written, and a third file half
            // come
            byte[] half = Arrays.copyOf(file, 15_000);
            Files.write(desk.folder.resolve(begun.id()), half);
            Files.write(desk.folder.resolve("unfinished/123"), half);
            Files.write(desk.folder.resolve("0123456789abcdef"), half);
            desk.reopen();
            assertEquals(List.of(begun.id()), desk.files());
            assertFalse(desk.uploads.isThere(token, Desk.chunk(file, 2, 10_000)).await());
            Upload upload = desk.chunk(token, file, 2, 10_000, true).await();
            assertTrue(upload.complete());
            assertArrayEquals(file, desk.content(upload));
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesWhatExpiredAndWhatWasAbandoned(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            String whole = desk.token(1);
            Upload kept = desk.whole(whole, Desk.bytes(1000), "a").await();
            String partial = desk.token(1);
            byte[] file = Desk.bytes(20_000);
            desk.chunk(partial, file, 1, 10_000, false).await();
            desk.later(Duration.ofDays(2));
            desk.uploads.clean().await();
            assertEquals(List.of(kept.id()), desk.files());
            // the right to upload it comes back
            desk.chunk(partial, file, 1, 10_000, false).await();
            desk.later(Duration.ofDays(12));
            assertTrue(desk.uploads.token(whole).await().isEmpty());
            assertTrue(desk.uploads.find(whole, UploadChoice.NEWEST).await().isEmpty());
            desk.refused(Reason.NO_SUCH_TOKEN, () -> desk.whole(whole, Desk.bytes(10), "a")
                    .await());
            desk.uploads.clean().await();
            assertEquals(List.of(), desk.files());
        }
    }

    @ParameterizedTest
    @EnumSource
    void choosesAmongTheFilesOfAToken(TestDatabase kind) throws Exception {
        try (Desk desk = desk(kind)) {
            String token = desk.token(10);
            Upload a = desk.whole(token, Desk.bytes(10), "a.mp4").await();
            desk.later(Duration.ofSeconds(1));
            Upload b = desk.whole(token, Desk.bytes(11), "../../b'; drop table uploads; --.mp4")
                    .await();
            desk.later(Duration.ofSeconds(1));
            Upload c = desk.chunk(token, Desk.bytes(20_000), 1, 10_000, false).await();
            assertEquals("b'; drop table uploads; --.mp4", b.fileName());
            assertEquals(c, found(desk, token, null, null));
            assertEquals(a, found(desk, token, null, "a.mp4"));
            assertEquals(b, found(desk, token, null, b.fileName()));
            assertEquals(c, found(desk, token, "the-file", null));
            for (String bad : List.of("' or 1=1 --", "\0", "ä€😀", "x".repeat(10_000))) {
                assertTrue(desk.uploads
                        .find(token, new UploadChoice(bad, null))
                        .await()
                        .isEmpty());
                assertTrue(desk.uploads
                        .find(token, new UploadChoice(null, bad))
                        .await()
                        .isEmpty());
                assertTrue(desk.uploads.find(bad, UploadChoice.NEWEST).await().isEmpty());
            }
        }
    }

    private static Upload found(Desk desk, String token, String identifier, String name) {
        return desk.uploads
                .find(token, new UploadChoice(identifier, name))
                .await()
                .orElseThrow();
    }

    @Test
    void refusesChunksThatContradictEachOther() throws Exception {
        try (Desk desk = desk(TestDatabase.H2)) {
            byte[] file = Desk.bytes(45_000);
            String token = desk.token(1);
            desk.chunk(token, file, 4, 10_000, true).await();
            desk.refused(Reason.CONTRADICTION, () -> desk.chunk(token, file, 5, 10_000, true)
                    .await());
            desk.refused(Reason.CONTRADICTION, () -> desk.chunk(token, file, 4, 10_000, false)
                    .await());
            desk.refused(Reason.CONTRADICTION, () -> desk.chunk(token, file, 1, 9_000, false)
                    .await());
            desk.refused(Reason.CONTRADICTION, () -> desk.chunk(token, Desk.bytes(46_000), 1, 10_000, false)
                    .await());
            desk.refused(Reason.CONTRADICTION, () -> desk.receive(new byte[9_999], "")
                    .compose(short1 -> desk.uploads.accept(token, Desk.chunk(file, 1, 10_000), short1))
                    .await());
            desk.refused(Reason.BAD_FIELD, () -> Desk.chunk(file, 6, 10_000));
            desk.refused(Reason.BAD_FIELD, () -> new Chunk("a\0b", "", 1, 1, 1));
            desk.refused(Reason.BAD_FIELD, () -> new Chunk("a".repeat(256), "", 1, 1, 1));
            assertEquals(1, desk.files().size());
        }
    }

    @Test
    void takesTheEndAsOneLongChunkOrAsTwo() throws Exception {
        try (Desk desk = desk(TestDatabase.H2)) {
            byte[] file = Desk.bytes(45_000);
            for (int last : new int[] {4, 5}) {
                String token = desk.token(1);
                for (int number = 1; number < last; number++) {
                    assertFalse(desk.chunk(token, file, number, 10_000, false)
                            .await()
                            .complete());
                }
                Upload upload = desk.chunk(token, file, last, 10_000, true).await();
                assertTrue(upload.complete());
                assertArrayEquals(file, desk.content(upload));
            }
        }
    }

    @Test
    void keepsWithinItsBounds() throws Exception {
        try (Desk desk = new Desk(TestDatabase.H2.fresh(), Desk.config(50_000, 100_000, 2), temp)) {
            String token = desk.token(10);
            desk.refused(Reason.TOO_LARGE, () -> desk.receive(Desk.bytes(50_001), "a", -1)
                    .await());
            desk.refused(Reason.TOO_LARGE, () -> desk.chunk(token, Desk.bytes(50_001), 1, 10_000, false)
                    .await());
            desk.refused(Reason.TOO_LARGE, () -> desk.chunk(token, Desk.bytes(1001), 1, 10, false)
                    .await());
            desk.refused(
                    Reason.BAD_FIELD, () -> desk.whole(token, new byte[0], "a").await());
            desk.whole(token, Desk.bytes(50_000), "a").await();
            desk.chunk(token, Desk.bytes(40_000), 1, 10_000, false).await();
            desk.refused(Reason.NO_ROOM, () -> desk.whole(token, Desk.bytes(10_001), "b")
                    .await());
            desk.reopen();
            desk.refused(Reason.NO_ROOM, () -> desk.whole(token, Desk.bytes(10_001), "b")
                    .await());
            Upload last = desk.whole(token, Desk.bytes(10_000), "b").await();
            desk.uploads.delete(last.id()).await();
            desk.whole(token, Desk.bytes(10_000), "b").await();
            assertEquals(3, desk.files().size());
        }
    }

    @Test
    void receivesOnlySoManyAtOnceAndForgetsThoseThatAreGivenUp() throws Exception {
        try (Desk desk = new Desk(TestDatabase.H2.fresh(), Desk.config(50_000, 100_000, 1), temp)) {
            Future<Incoming> first = on(desk, () -> desk.uploads.receive(Sender.KNOWN, 100_000));
            Incoming open = first.await();
            desk.refused(Reason.BUSY, () -> on(desk, () -> desk.uploads.receive(Sender.KNOWN, 1))
                    .await());
            on(desk, () -> {
                        open.abort(new UploadRefused(Reason.LEFT, "gone"));
                        return open;
                    })
                    .await();
            desk.refused(Reason.LEFT, () -> open.result().await());
            desk.receive(Desk.bytes(10), "").await();
        }
    }

    @Test
    void givesUpAFileThatDoesNotComeInTime() throws Exception {
        Duration soon = Duration.ofMillis(50);
        try (Desk desk = new Desk(TestDatabase.H2.fresh(), Desk.config(50_000, 100_000, 1, soon), temp)) {
            Incoming hanging =
                    on(desk, () -> desk.uploads.receive(Sender.KNOWN, 100_000)).await();
            desk.refused(Reason.TOO_SLOW, () -> hanging.result().await());
            // its place and its room are free again
            on(desk, () -> desk.uploads.receive(Sender.KNOWN, 100_000)).await();
            assertEquals(List.of(), desk.files());
        }
    }

    private static <T> Future<T> on(Desk desk, java.util.concurrent.Callable<T> work) {
        return Future.future(promise -> desk.vertx.runOnContext(go -> Future.succeededFuture()
                .map(start -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .onComplete(promise)));
    }
}
