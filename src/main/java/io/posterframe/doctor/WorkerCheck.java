package io.posterframe.doctor;

import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.PictureJob;
import io.posterframe.render.RenderConfig;
import io.posterframe.render.RenderedPicture;
import io.posterframe.render.Sandbox;
import io.posterframe.render.SandboxChoice;
import io.posterframe.render.WorkerCommand;
import io.posterframe.render.WorkerTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Whether workers start and decode, with each engine that may: a worker is started as the server starts its own.
 *
 * @param libraries where the native libraries are
 * @param hidden    as for {@link Sandbox#look}
 */
record WorkerCheck(RenderConfig render, DecodeConfig decode, Path libraries, List<Path> hidden) implements Check {
    private static final Duration TRIAL = Duration.ofSeconds(20);
    private static final String HUMBLE = "libhumblevideo.so";
    private static final String WHERE_FROM =
            "copy target/native, whole, beside the jar (an install), or build it: mvn -B -DskipTests package";

    @Override
    public String what() {
        return "worker";
    }

    @Override
    public Duration patience() {
        return TRIAL.multipliedBy(4);
    }

    @Override
    public void look(Findings findings) throws IOException {
        if (!Files.isDirectory(libraries)) {
            findings.problem("the decoders' libraries are not in " + libraries, WHERE_FROM);
            return;
        }
        Sandbox sandbox = sandbox(findings);
        for (Engine engine : Engine.values()) {
            if (isMeant(engine)) {
                lookAt(engine, sandbox, findings);
            }
        }
    }

    private boolean isMeant(Engine engine) {
        return decode.engine() == EngineChoice.AUTO || decode.engine() == choice(engine);
    }

    private static EngineChoice choice(Engine engine) {
        return EngineChoice.valueOf(engine.name());
    }

    /** What workers of the server are shut in by; none where they could not be started. */
    private Sandbox sandbox(Findings findings) {
        try {
            Sandbox.Found found = Sandbox.look(render.sandbox(), libraries, hidden);
            Sandbox.Kind kind = found.sandbox().kind();
            if (found.lack().isPresent()) {
                findings.warning(
                        "sandbox: " + kind.lowerName() + ", as "
                                + found.lack().get().replaceFirst(" \\(on Debian.*", ""),
                        "apt install bubblewrap; in a container see docs/operations.md#sandbox; "
                                + "or set render.sandbox to off and see to it otherwise");
            } else {
                findings.ok("sandbox: " + kind.lowerName()
                        + (render.sandbox() == SandboxChoice.OFF ? ", as render.sandbox is off" : ""));
            }
            return found.sandbox();
        } catch (IOException e) {
            findings.problem(
                    Examination.words(e),
                    "apt install bubblewrap; in a container see docs/operations.md#sandbox; or set render.sandbox to auto");
            return Sandbox.NONE;
        }
    }

    private void lookAt(Engine engine, Sandbox sandbox, Findings findings) throws IOException {
        String name = engine.name().toLowerCase(Locale.ROOT);
        if (engine == Engine.HUMBLE
                && decode.engine() == EngineChoice.AUTO
                && !Files.exists(libraries.resolve(HUMBLE))) {
            lacksHumble(findings);
            return;
        }
        WorkerCommand command = new WorkerCommand(libraries, render, new DecodeConfig(choice(engine)), sandbox);
        MediaSource clip = DoctorsClip.load();
        long began = System.nanoTime();
        try (WorkerTrial worker = WorkerTrial.start(command, TRIAL)) {
            long ready = System.nanoTime();
            RenderedPicture picture = worker.picture(new PictureJob(clip, frame(), PictureConfig.DEFAULTS));
            long done = System.nanoTime();
            if (picture.engine() != engine || picture.width() != DoctorsClip.WIDTH) {
                findings.problem(
                        name + ": another picture came than was asked for",
                        "please report it, with the output of the doctor");
            } else {
                findings.ok(String.format(
                        Locale.ROOT,
                        "%s: a worker started in %.1f s, made a picture of a video in %d ms, and took %s",
                        name,
                        (ready - began) / 1e9,
                        (done - ready) / 1_000_000,
                        Bytes.shown(worker.residentBytes())));
            }
        } catch (PictureException e) {
            String detail = e.failure().message() + " (" + e.failure().detail() + ")";
            findings.problem(name + ": the doctor's clip can't be decoded: " + detail, WHERE_FROM);
        } catch (IOException e) {
            findings.problem(
                    name + ": " + Examination.words(e),
                    "see the worker's last words: with a library that can't be loaded " + WHERE_FROM
                            + "; without memory raise the container's limit");
        }
    }

    private void lacksHumble(Findings findings) {
        String found = "humble: " + HUMBLE + " is not in " + libraries + "; ffmpeg decodes all videos";
        if (System.getProperty("os.arch").equals("amd64")) {
            findings.warning(found, WHERE_FROM);
        } else {
            findings.ok(found + ", as on each machine but x86-64");
        }
    }

    private static PictureSpec frame() {
        return new PictureSpec(
                new Moment.At(0),
                new Geometry(DoctorsClip.WIDTH, DoctorsClip.HEIGHT, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
    }
}
