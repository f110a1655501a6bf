package io.posterframe.render;

import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A running worker and the wire to it. Killing is for any thread, everything else for one. */
final class WorkerProcess {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    /** In /proc/PID/task/TID/stat, behind the thread's name; see proc(5). */
    private static final Pattern RUNNABLE = Pattern.compile("\\) R ");

    private static final int KEPT_OUTPUT = 4 << 10;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final String RESIDENT = "VmRSS:";

    private final Process process;
    private final Wire wire;
    private final StringBuilder output = new StringBuilder();
    private final Thread drain;
    private volatile RenderMetrics.@Nullable End killedFor;

    /** The JVM, which may be the child of what shuts it in; null until it is ready. */
    private volatile @Nullable ProcessHandle worker;

    private WorkerProcess(Process process) {
        this.process = process;
        this.wire = new Wire(process.getInputStream(), process.getOutputStream());
        drain = new Thread(this::drain, "worker-output-" + process.pid());
        drain.setDaemon(true);
        drain.start();
    }

    static WorkerProcess launch(WorkerCommand command) throws IOException {
        return new WorkerProcess(command.start());
    }

    /** Waits until it is ready for work; a process that is not is killed. */
    void awaitReady() throws IOException {
        try {
            if (!(wire.receive() instanceof Message.Ready)) {
                throw new IOException("a worker began with something else than Ready");
            }
            worker = insider().orElse(process.toHandle());
        } catch (IOException | RuntimeException e) {
            kill(RenderMetrics.End.START);
            throw new IOException("a worker did not start: " + lastWords(), e);
        }
    }

    Wire wire() {
        return wire;
    }

    /** The child of what shuts it in; nobody but a worker that waits for its first job is looked at. */
    private Optional<ProcessHandle> insider() {
        return process.children().findFirst();
    }

    /** The process that is killed, and whose memory counts. */
    long pid() {
        ProcessHandle known = worker;
        return known == null ? process.pid() : known.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** SIGKILL; the reason that comes first is the one that counts. */
    void kill(RenderMetrics.End reason) {
        synchronized (this) {
            if (killedFor == null) {
                killedFor = reason;
            }
        }
        // what shuts it in then takes note of its end, and ends too
        ProcessHandle known = worker;
        if (known != null) {
            known.destroyForcibly();
        } else {
            insider().ifPresent(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    RenderMetrics.End endedFor() {
        RenderMetrics.End reason = killedFor;
        return reason == null ? RenderMetrics.End.DIED : reason;
    }

    /** Resident bytes, or 0 where the system does not tell. */
    long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.substring(RESIDENT.length()).strip().split(" ")[0])
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** What it has had of the cores until now; nothing where the system does not tell. */
    Duration cpu() {
        ProcessHandle known = worker;
        return known == null ? Duration.ZERO : known.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Whether one of its threads has a core or waits for one, rather than for something else. */
    boolean wantsCore() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
            for (Path thread : threads) {
                if (isRunnable(thread)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // the system does not tell, or the process is gone
        }
        return false;
    }

    private static boolean isRunnable(Path thread) {
        try {
            return RUNNABLE.matcher(Files.readString(thread.resolve("stat"))).find();
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** How it ended and its last words. */
    String epitaph() {
        String exit = "still running";
        try {
            if (process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                exit = "exit code " + process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words = lastWords();
        return exit + ", " + endedFor() + (words.isEmpty() ? "" : ": " + words);
    }

    /** Of a process that is at its end: what it has said may still be on its way. */
    private String lastWords() {
        try {
            drain.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (output) {
            return CONTROL.matcher(output).replaceAll(" ").strip();
        }
    }

    private void drain() {
        byte[] chunk = new byte[1024];
        try (InputStream err = process.getErrorStream()) {
            int count;
            while ((count = err.read(chunk)) > 0) {
                String text = new String(chunk, 0, count, StandardCharsets.UTF_8);
                synchronized (output) {
                    output.append(text);
                    output.delete(0, Math.max(0, output.length() - KEPT_OUTPUT));
                }
            }
        } catch (IOException e) {
            // the process is gone, and with it what it had to say
        }
    }
}
