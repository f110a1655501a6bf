package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    @TempDir
    Path folder;

    @Test
    void tellsWhatTheFileSystemTells() throws Exception {
        try (DiskSpace space = new DiskSpace(folder)) {
            assertTrue(space.free() > 0);
            assertTrue(space.free() <= space.total());
            assertEquals(Files.getFileStore(folder).getTotalSpace(), space.total());
        }
    }

    @Test
    void whatCantBeAskedIsNoNumber() {
        try (DiskSpace space = new DiskSpace(folder.resolve("gone"))) {
            assertTrue(Double.isNaN(space.free()));
            assertTrue(Double.isNaN(space.total()));
        }
    }
}
