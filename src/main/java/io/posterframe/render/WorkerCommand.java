package io.posterframe.render;

import io.posterframe.picture.Formats;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker process is started: a small JVM with the edge's own class path, at a lower priority, with its data segment
 * bounded where the system can, nothing of the edge's environment, and shut in as far as the system can.
 *
 * @param nativeFolder holds the libraries of Humble and FFmpeg; unpacked once at build time, since each process would unpack
 *                     more than 100 MB anew, or write into a folder that others load from
 */
public record WorkerCommand(Path nativeFolder, RenderConfig config, DecodeConfig decode, Sandbox sandbox) {
    private static final String MAIN = "io.posterframe.worker.WorkerMain";

    /** The native folder of this installation: named by a system property, or beside the jar. */
    public static Path installedNativeFolder() {
        String named = System.getProperty("posterframe.native");
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        return classPath().get(0).resolveSibling("native");
    }

    /** The edge's class path, which is the workers' too. */
    static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }

    Process start() throws IOException {
        return start(
                MAIN,
                List.of(Integer.toString(config.openVideos()), decode.engine().name()));
    }

    /**
     * Starts a process like a worker. It may be killed when the thread that called this ends, as bubblewrap can't tell that
     * from the end of the edge.
     */
    Process start(String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "posterframe-worker"));
        command.addAll(sandbox.words());
        command.addAll(javaCommand(main, arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", EncoderPrograms.searchPath());
        environment.put("LANG", "C.UTF-8");
        // glibc would give each thread an arena of its own, which only the process's end gives back
        environment.put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    /** Which formats the workers of this machine can write. Looks at the file system. */
    public static Formats formats() {
        return EncoderPrograms.formats(EncoderPrograms.searchPath());
    }

    /** A JVM with what native media code needs; also for the sample clip's maker. */
    public List<String> javaCommand(String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A large machine would have the heap begin at its largest. Little of it lives long: what is read and
                // what
                // is written; and the young generation is the part that stays resident.
                "-Xms32m",
                "-Xmn16m",
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.awt.headless=true",
                // JavaCPP would stop at four times the heap; the pool watches the whole process
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.library.path=" + nativeFolder,
                // from the path above, and never unpacked from a jar
                "-Dorg.bytedeco.javacpp.pathsFirst=true",
                "-Dorg.bytedeco.javacpp.cacheLibraries=false",
                "-Dlogback.configurationFile=worker-logback.xml"));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        String classPath = classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /**
     * What needs a shell. The data segment is bounded above what the watch on resident memory allows. What a terminal sends to
     * all that was started in it is for the server, which lets its workers finish.
     */
    private String script() {
        long kilobytes = config.maxWorkerMemoryBytes() / 1024 * 2;
        String idle = config.scheduling() == Scheduling.IDLE
                ? "chrt -i 0 true >/dev/null 2>&1 && exec chrt -i 0 \"$@\"; "
                : "";
        String nice = "command -v nice >/dev/null && exec nice -n " + config.niceness() + " \"$@\"; ";
        return "trap '' INT HUP; ulimit -c 0; ulimit -d " + kilobytes + " 2>/dev/null; " + idle + nice + "exec \"$@\"";
    }
}
