package io.posterframe.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of this machine that a system test needs. */
public final class Program {
    private Program() {}

    /**
     * What a program prints.
     *
     * @param debianPackage where it comes from
     */
    public static String run(String debianPackage, String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("system tests need " + command[0] + ": apt-get install " + debianPackage + " ("
                    + e.getMessage() + ")");
        }
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int result = process.onExit().join().exitValue();
        if (result != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + result + ": " + told);
        }
        return told;
    }
}
