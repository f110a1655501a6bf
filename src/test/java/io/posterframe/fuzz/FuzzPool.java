package io.posterframe.fuzz;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.origin.BytesSource;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.PictureJob;
import io.posterframe.render.Render;
import io.posterframe.render.RenderConfig;
import io.posterframe.render.RenderPool;
import io.posterframe.render.RenderedPicture;
import io.posterframe.render.Sandbox;
import io.posterframe.render.Scheduling;
import io.posterframe.render.WorkerCommand;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A pool of one worker with one choice of engine. Each case is submitted together with a picture of a clip that is whole, which
 * the same worker keeps open, and whose number must be right.
 */
final class FuzzPool implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;
    private static final List<Clip> WHOLE = List.of(Clip.MKV, Clip.MP4_INDEX_LAST, Clip.TS);
    private static final RenderConfig CONFIG = new RenderConfig(
            1,
            8,
            Duration.ofSeconds(60),
            Duration.ofSeconds(6),
            500,
            4,
            700L << 20,
            RenderConfig.DEFAULTS.maxPictureBytes(),
            Scheduling.IDLE,
            10,
            Duration.ofMinutes(5),
            RenderConfig.DEFAULTS.sandbox());

    private final EngineChoice engine;
    private final Tally tally;
    private final RenderPool pool;

    FuzzPool(EngineChoice engine, Sandbox sandbox, Tally tally) {
        this.engine = engine;
        this.tally = tally;
        pool = new RenderPool(
                CONFIG,
                new WorkerCommand(WorkerCommand.installedNativeFolder(), CONFIG, new DecodeConfig(engine), sandbox),
                tally);
    }

    List<Long> workers() {
        return pool.workerIds();
    }

    /** Runs a case to its end, and a picture of a clip that is whole beside it. */
    void run(FuzzCase fuzz) {
        Render<RenderedPicture> hostile = submit("fuzz:" + fuzz.number(), fuzz.bytes(), fuzz.spec());
        Random random = new Random(fuzz.number());
        Clip clip = WHOLE.get(random.nextInt(WHOLE.size()));
        int frame = random.nextInt(clip.numbers().length);
        Render<RenderedPicture> healthy =
                submit("whole:" + clip, FuzzCase.read(clip), FuzzCase.spec(new Moment.At(frame * 40_000L)));
        String who = "case " + fuzz.number() + " (" + name() + "; " + fuzz.how() + ")";
        tally.count("cases: " + name());
        outcome(who, hostile);
        RenderedPicture picture = healthy(who, healthy);
        int shown = picture == null ? frame : Barcode.read(image(picture));
        if (shown != frame) {
            tally.fault("frame " + shown + " instead of " + frame + " of " + clip + " beside " + who);
        }
    }

    private Render<RenderedPicture> submit(String id, byte[] bytes, PictureSpec spec) {
        return pool.submit(new PictureJob(new BytesSource(id, bytes), spec, PictureConfig.DEFAULTS));
    }

    private void outcome(String who, Render<RenderedPicture> render) {
        Object outcome = await(who, render);
        if (outcome instanceof RenderedPicture picture) {
            BufferedImage image = image(picture);
            boolean right =
                    image != null && image.getWidth() == picture.width() && image.getHeight() == picture.height();
            tally.count("pictures: " + name());
            if (!right) {
                tally.fault("no whole picture of " + who);
            }
        } else if (outcome instanceof Failure failure) {
            tally.count("failures: " + name() + ": " + failure.getClass().getSimpleName());
            if (failure instanceof Failure.WorkerDied || failure instanceof Failure.TimedOut) {
                System.out.println(who + ": " + failure.detail());
            } else if (!(failure instanceof Failure.Undecodable || failure instanceof Failure.BadParameter)) {
                tally.fault(failure + " of " + who);
            }
        }
    }

    private @Nullable RenderedPicture healthy(String who, Render<RenderedPicture> render) {
        Object outcome = await(who, render);
        if (outcome instanceof Failure failure) {
            tally.fault(failure + " of a clip that is whole, beside " + who);
            return null;
        }
        tally.count("pictures of whole clips: " + name());
        return outcome instanceof RenderedPicture picture ? picture : null;
    }

    private @Nullable Object await(String who, Render<RenderedPicture> render) {
        try {
            return render.future().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PictureException known) {
                return known.failure();
            }
            tally.fault(e.getCause() + " of " + who);
        } catch (TimeoutException e) {
            tally.fault("no answer of " + who);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return null;
    }

    private static @Nullable BufferedImage image(RenderedPicture picture) {
        byte[] bytes = new byte[picture.bytes().remaining()];
        picture.bytes().get(bytes);
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            return null;
        }
    }

    private String name() {
        return engine.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(20));
    }
}
