package io.posterframe.render;

import io.posterframe.picture.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started: a small JVM with the edge's own class path, at a lower priority, with its data segment
 * bounded where the system can, and nothing of the edge's environment.
 *
 * @param nativeFolder holds {@code libhumblevideo.so}; unpacked once at build time, since Humble would unpack its 105 MB
 *                     in each process anew
 * @param cacheFolder  where JavaCPP unpacks FFmpeg's libraries, once for all workers
 */
public record WorkerCommand(Path nativeFolder, Path cacheFolder, RenderConfig config, DecodeConfig decode) {
    private static final String MAIN = "io.posterframe.worker.WorkerMain";

    /** The native folder of this installation: named by a system property, or beside the jar. */
    public static Path installedNativeFolder() {
        String named = System.getProperty("posterframe.native");
        if (named != null) {
            return Path.of(named);
        }
        Path jar = Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0]);
        Path folder = jar.toAbsolutePath().getParent();
        return (folder == null ? Path.of("") : folder).resolve("native");
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script(), "posterframe-worker"));
        command.addAll(javaCommand(
                MAIN,
                List.of(Integer.toString(config.openVideos()), decode.engine().name())));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", searchPath());
        environment.put("LANG", "C.UTF-8");
        // glibc would give each thread an arena of its own, which only the process's end gives back
        environment.put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    /** Which formats the workers of this machine can write. Looks at the file system. */
    public static Formats formats() {
        return EncoderPrograms.formats(searchPath());
    }

    /** Where workers find the programs that they start. */
    private static String searchPath() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /** A JVM with what native media code needs; also for the sample clip's maker. */
    public List<String> javaCommand(String main, List<String> arguments) throws IOException {
        Files.createDirectories(cacheFolder);
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
                "-Dorg.bytedeco.javacpp.cachedir=" + cacheFolder,
                "-Dlogback.configurationFile=worker-logback.xml"));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    /** Limits that need a shell. The data segment is bounded above what the watch on resident memory allows. */
    private String script() {
        long kilobytes = config.maxWorkerMemoryBytes() / 1024 * 2;
        return "ulimit -c 0; ulimit -d " + kilobytes + " 2>/dev/null; command -v nice >/dev/null && exec nice -n "
                + config.niceness() + " \"$@\"; exec \"$@\"";
    }
}
