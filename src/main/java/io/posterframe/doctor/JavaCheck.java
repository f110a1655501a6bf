package io.posterframe.doctor;

import io.posterframe.DirectMemory;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JVM, which is the server's when the doctor is started by the same script, and the system's C library. */
record JavaCheck(Optional<Settings> settings) implements Check {
    private static final int OLDEST = 17;

    @Override
    public String what() {
        return "java";
    }

    @Override
    public void look(Findings findings) throws IOException {
        Runtime.Version version = Runtime.version();
        String jvm = "Java " + version + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", heap "
                + Bytes.shown(Runtime.getRuntime().maxMemory()) + ", direct memory "
                + Bytes.shown(DirectMemory.available());
        if (version.feature() < OLDEST) {
            findings.problem(jvm, "install a JDK " + OLDEST + " or newer, or set JAVA_HOME to one");
        } else if (isMusl()) {
            findings.problem(
                    jvm + ", and this system's C library is musl",
                    "run it on a distribution with glibc, such as Debian: the decoders' libraries need it");
        } else {
            findings.ok(jvm);
        }
        if (settings.isPresent()) {
            try {
                DirectMemory.check(settings.get());
            } catch (IOException e) {
                String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
                findings.problem(parts[0], parts.length > 1 ? parts[1] : "raise -XX:MaxDirectMemorySize");
            }
        }
    }

    private static boolean isMusl() throws IOException {
        Path libraries = Path.of("/lib");
        if (!Files.isDirectory(libraries) || Files.exists(Path.of("/etc/ld.so.cache"))) {
            return false;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(libraries, "ld-musl-*")) {
            return found.iterator().hasNext();
        }
    }
}
