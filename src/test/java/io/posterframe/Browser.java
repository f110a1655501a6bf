package io.posterframe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own that shows one page. Needs Debian's package chromium. */
public final class Browser {
    private static final int SECONDS = 60;

    private final Path profile;
    private final Process process;

    private Browser(Path profile, Process process) {
        this.profile = profile;
        this.process = process;
    }

    /** Shows a page until the page has answered, by whatever way; fails when it doesn't within a minute. */
    public static <T> T show(String url, CompletableFuture<T> answer) throws IOException {
        Browser browser = open(url);
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium showed nothing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            browser.close();
        }
    }

    private static Browser open(String url) throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                url);
        try {
            return new Browser(
                    profile,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new AssertionError("this test needs Debian's package chromium", e);
        }
    }

    /** Ends it with all its processes, and deletes its profile. */
    private void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // a process that has left the browser's tree may still write; the system clears this folder
        }
    }
}
