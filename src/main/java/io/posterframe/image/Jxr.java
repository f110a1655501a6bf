package io.posterframe.image;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * JPEG XR through libjxr's JxrEncApp, which reads and writes files: they live in a private folder for the time of one
 * picture. The shell bounds the program's processor time, should the worker be killed meanwhile.
 * A program that fails, or a full disk, is a {@link Failure.Internal}: neither the picture nor the worker is at fault.
 */
final class Jxr implements Encoder {
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final String program;
    private final Duration longest;

    Jxr() {
        this("JxrEncApp", LONGEST);
    }

    Jxr(String program, Duration longest) {
        this.program = program;
        this.longest = longest;
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return PixelLayout.BGR;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        try (ScratchFolder folder = scratch()) {
            Path output = folder.file("picture.jxr");
            convert(pixels, encoding, folder.file("picture.bmp"), output);
            // a failure of the target is the caller's
            Files.copy(output, out);
        }
    }

    private static ScratchFolder scratch() {
        try {
            return ScratchFolder.create();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private void convert(Pixels pixels, Encoding encoding, Path input, Path output) {
        try {
            try (OutputStream bmp = Files.newOutputStream(input)) {
                new Bmp().encode(pixels, encoding, bmp);
            }
            run(input, output, Math.max(1, encoding.quality()) / 100.0);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private static PictureException fault(IOException e) {
        return new PictureException(new Failure.Internal("jxr: " + e));
    }

    /** @param quality above 0 to 1; 1 is without loss */
    private void run(Path input, Path output, double quality) throws IOException {
        String limited = "ulimit -t " + longest.toSeconds() + "; exec \"$@\"";
        Process process = new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        limited,
                        "posterframe-jxr",
                        program,
                        "-i",
                        input.toString(),
                        "-o",
                        output.toString(),
                        "-q",
                        String.format(Locale.ROOT, "%.2f", quality)))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(program + " did not end within " + longest.toSeconds() + " s");
            }
            int result = process.exitValue();
            if (result == NOT_FOUND || result == NOT_EXECUTABLE) {
                throw new PictureException(new Failure.FormatOff(ImageFormat.JXR));
            }
            if (result != 0 || !Files.isRegularFile(output)) {
                throw new IOException(program + " ended with " + result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            end(process);
        }
    }

    /** Waits until it is gone: it may still write into the folder. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
