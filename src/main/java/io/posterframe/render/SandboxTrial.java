package io.posterframe.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a JVM starts in a sandbox on this machine. */
final class SandboxTrial {
    private static final long PATIENCE_SECONDS = 20;
    private static final int MOST_WORDS = 300;

    private SandboxTrial() {}

    /** @return what is wrong, or nothing when it works */
    static Optional<String> run(Sandbox sandbox) throws IOException {
        List<String> command = new ArrayList<>(sandbox.words());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-version"));
        Process trial;
        try {
            trial = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.of(command.get(0) + " can't be started");
        }
        try {
            trial.getOutputStream().close();
            // it says little enough for the pipe to hold
            if (!trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("it takes too long");
            }
            return trial.exitValue() == 0 ? Optional.empty() : Optional.of(lastLine(trial));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            trial.destroyForcibly();
        }
    }

    private static String lastLine(Process trial) throws IOException {
        try (InputStream out = trial.getInputStream()) {
            String words = new String(out.readNBytes(1 << 16), StandardCharsets.UTF_8).strip();
            String last = words.substring(words.lastIndexOf('\n') + 1);
            return last.isEmpty()
                    ? "it ended with " + trial.exitValue()
                    : last.substring(0, Math.min(last.length(), MOST_WORDS));
        }
    }
}
