package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A pool with real workers, counted, and the few pictures that the tests ask of it. */
final class TestPool implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    /** Patient, and refuses sources for long. */
    static final RenderConfig CALM = new RenderConfig(
            1,
            2,
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            1_000,
            4,
            800L << 20,
            64 << 10,
            Scheduling.IDLE,
            10,
            Duration.ofMinutes(5),
            SandboxChoice.AUTO);

    /** As on a server that runs here. */
    static final Sandbox SANDBOX = sandbox(WorkerCommand.installedNativeFolder());

    final Counts counts = new Counts();
    final RenderPool pool;

    TestPool(RenderConfig config) {
        this(config, WorkerCommand.installedNativeFolder());
    }

    TestPool(RenderConfig config, Path nativeFolder) {
        pool = new RenderPool(config, command(config, nativeFolder), counts);
    }

    static WorkerCommand command(RenderConfig config, Path nativeFolder) {
        boolean installed = nativeFolder.equals(WorkerCommand.installedNativeFolder());
        return new WorkerCommand(
                nativeFolder, config, DecodeConfig.DEFAULTS, installed ? SANDBOX : sandbox(nativeFolder));
    }

    private static Sandbox sandbox(Path nativeFolder) {
        try {
            return Sandbox.find(SandboxChoice.AUTO, nativeFolder, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the pool told its metrics. */
    static final class Counts implements RenderMetrics {
        final AtomicInteger started = new AtomicInteger();
        final List<End> ends = new CopyOnWriteArrayList<>();
        final List<Boolean> warm = new CopyOnWriteArrayList<>();
        final List<Optional<Engine>> engines = new CopyOnWriteArrayList<>();

        @Override
        public void workerStarted() {
            started.incrementAndGet();
        }

        @Override
        public void workerEnded(End reason) {
            ends.add(reason);
        }

        @Override
        public void rendered(boolean wasWarm, @Nullable Engine by) {
            warm.add(wasWarm);
            engines.add(Optional.ofNullable(by));
        }

        boolean lastWarm() {
            return warm.get(warm.size() - 1);
        }
    }

    static PictureSpec frame(int number) {
        return spec(new Moment.At(number * 40_000L), 160, 0, new Encoding(ImageFormat.JPEG, 75, 0));
    }

    static PictureSpec spec(Moment moment, int width, int height, Encoding encoding) {
        return new PictureSpec(
                moment, new Geometry(width, height, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE), encoding);
    }

    /** Keeps a worker busy for many seconds, and most of them without a read. */
    static PictureSpec heavy() {
        return strip(ImageFormat.PNG);
    }

    /** The same, after a single read. */
    static PictureSpec heavyOnOneFrame() {
        return spec(new Moment.StripOfOne(1_000, 0), 65, 550, new Encoding(ImageFormat.PNG, 0, 0));
    }

    /** Takes more than 100 MB, for some seconds. */
    static PictureSpec large() {
        return strip(ImageFormat.JPEG);
    }

    private static PictureSpec strip(ImageFormat format) {
        return spec(new Moment.Strip(1_000, 0, Moment.UNSET), 65, 550, new Encoding(format, 75, 0));
    }

    Render<RenderedPicture> submit(Media media, PictureSpec spec) {
        return pool.submit(new PictureJob(media, spec, PictureConfig.DEFAULTS));
    }

    /** A pass over these frames of 25 a second. */
    Render<PassEnd> pass(MediaSource media, List<Integer> frames, FrameSink sink) {
        PictureSpec like = frame(0);
        List<Long> times = frames.stream().map(frame -> frame * 40_000L).toList();
        return pool.submit(new PassJob(media, times, like.geometry(), like.encoding(), PictureConfig.DEFAULTS, sink));
    }

    /** The number in the picture of a frame. */
    int number(Media media, int frame) {
        return number(submit(media, frame(frame)));
    }

    static int number(Render<RenderedPicture> render) {
        return number(await(render.future()));
    }

    static int number(RenderedPicture picture) {
        byte[] bytes = new byte[picture.bytes().remaining()];
        picture.bytes().get(bytes);
        try {
            return Barcode.read(ImageIO.read(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Failure failure(Render<?> render) {
        try {
            await(render.future());
            throw new AssertionError("a picture came out");
        } catch (PictureException e) {
            return e.failure();
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw assertInstanceOf(PictureException.class, e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static void eventually(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits until a worker is there, and gives its process id. */
    long worker() {
        eventually(() -> pool.readyWorkers() > 0, "no worker comes up");
        return pool.workerIds().get(0);
    }

    static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        eventually(() -> !process.isAlive(), "a process survives SIGKILL");
    }

    void assertIdle() {
        eventually(() -> pool.queued() + pool.queuedPasses() + pool.busyWorkers() == 0, "the pool is not idle");
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(10));
        assertNoWorkerIsLeft();
    }

    static void assertNoWorkerIsLeft() {
        eventually(
                () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive),
                "worker processes are left");
        assertEquals(0, ProcessHandle.current().children().count());
    }
}
