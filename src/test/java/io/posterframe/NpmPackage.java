package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Packages from npm, each fetched once into a folder of its own. Needs npm. */
public final class NpmPackage {
    private NpmPackage() {}

    /** The folder below which Node.js finds the package. */
    public static Path folder(String name, String version) throws Exception {
        Path folder = Files.createDirectories(
                Path.of("target", "npm-" + name.replaceAll("[^a-z0-9]+", "-")).toAbsolutePath());
        if (!Files.exists(folder.resolve("node_modules").resolve(name).resolve("package.json"))) {
            run(
                    folder,
                    List.of(
                            "npm",
                            "install",
                            "--prefix",
                            folder.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            name + "@" + version));
        }
        return folder;
    }

    /** What a program that must not fail says on both its outputs. */
    public static String run(Path folder, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
