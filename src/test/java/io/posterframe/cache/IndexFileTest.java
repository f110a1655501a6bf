package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {
    private static final long USED_AT = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private Path path;
    private IndexFile file;
    private FileIndex written;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("index");
        file = new IndexFile(path, folder.resolve("beside"));
        written = new FileIndex();
        for (long name = 1; name <= 10_000; name++) {
            written.put(name << 40 | name, 5000, USED_AT + name * 1000, true, new TagHash((int) name + 1, 77));
        }
        file.write(written);
    }

    private FileIndex read(int maxFiles) {
        FileIndex index = new FileIndex();
        file.read(index, maxFiles);
        return index;
    }

    @Test
    void bringsTheIndexBack() throws Exception {
        FileIndex index = read(10_000);
        assertEquals(10_000, index.size());
        assertEquals(written.bytes(), index.bytes());
        assertArrayEquals(new long[] {3L << 40 | 3}, index.ofEntry(4));
        assertEquals(10_000, index.ofPartner(77).length);
        assertEquals(USED_AT + 3000, index.usedAt(3L << 40 | 3));
        assertTrue(!index.checked(3L << 40 | 3), "what the disk has done meanwhile is not known");
        assertEquals(1, Files.list(folder).count(), "nothing is left beside it");
    }

    @Test
    void addsToWhatIsKnown() throws Exception {
        FileIndex index = new FileIndex();
        index.put(3L << 40 | 3, 1, USED_AT, true, new TagHash(99_999, 9));
        file.read(index, 10_000);
        assertEquals(10_000, index.size());
        assertArrayEquals(new long[] {3L << 40 | 3}, index.ofEntry(99_999));
    }

    @Test
    void countsForNothingWhenDamagedCutOffOrTooLong() throws Exception {
        assertEquals(0, read(9_999).size());
        byte[] bytes = Files.readAllBytes(path);
        bytes[5000]++;
        Files.write(path, bytes);
        assertEquals(0, read(10_000).size());
        bytes[5000]--;
        for (int length : new int[] {0, 3, 8, 11, 12, 1000, bytes.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(bytes, length));
            assertEquals(0, read(10_000).size(), length + " bytes");
        }
        Files.delete(path);
        assertEquals(0, read(10_000).size());
    }
}
