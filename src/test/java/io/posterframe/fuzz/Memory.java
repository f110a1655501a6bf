package io.posterframe.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory processes hold. */
final class Memory {
    private static final String RESIDENT = "VmRSS:";
    private static final String MOST_RESIDENT = "VmHWM:";

    private Memory() {}

    /** Resident mebibytes; 0 of a process that is gone. */
    static long residentMebibytes(long pid) {
        return mebibytes(Long.toString(pid), RESIDENT);
    }

    /** The most that this process ever had. */
    static long mostResidentMebibytes() {
        return mebibytes("self", MOST_RESIDENT);
    }

    private static long mebibytes(String process, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
