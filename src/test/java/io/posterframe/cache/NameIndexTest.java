package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.purge.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameIndexTest {
    private static final long NOW = 1000;

    @TempDir
    Path folder;

    private static Names names(String tag, String path) {
        return new Names(List.of(tag, "partner-1"), "", path);
    }

    @Test
    void findsFilesByTagAndByTheBeginningOfAPath() {
        try (NameIndex index = new NameIndex(folder.resolve("names.mv"))) {
            index.put(1, 10, names("entry-a", "/p/1/x/a"));
            index.put(-2, 20, names("entry-b", "/p/1/x/b"));
            index.put(3, 30, names("entry-ab", "/p/1/x-y/b"));
            assertEquals(List.of(1L), index.find("entry-a", NOW));
            assertEquals(
                    List.of(1L, 3L, -2L),
                    index.find("partner-1", NOW).stream()
                            .sorted(Long::compareUnsigned)
                            .toList());
            assertEquals(List.of(1L), index.find("partner-1", 10), "made later");
            assertEquals(List.of(1L, -2L), index.find("/p/1/x", NOW));
            assertEquals(List.of(-2L), index.find("/p/1/x/b", NOW));
            assertEquals(List.of(), index.find("/p/1/x/", NOW));
            assertEquals(List.of(), index.find("entry", NOW));
            assertEquals(3, index.findAll(NOW).size());
            assertEquals(2, index.findAll(20).size());
        }
    }

    @Test
    void forgetsTheNamesThatAFileNoLongerHas() {
        try (NameIndex index = new NameIndex(folder.resolve("names.mv"))) {
            index.put(1, 10, names("entry-a", "/a"));
            index.put(1, 20, names("entry-b", ""));
            assertEquals(List.of(), index.find("entry-a", NOW));
            assertEquals(List.of(), index.find("/a", NOW));
            assertEquals(20, index.madeAt(1));
            index.remove(1);
            index.remove(2);
            assertEquals(List.of(), index.find("entry-b", NOW));
            assertEquals(List.of(), index.find("partner-1", NOW));
            assertEquals(Long.MAX_VALUE, index.madeAt(1));
        }
    }

    @Test
    void knowsThemAfterARestartAndBeginsAnewWhenDamaged() throws Exception {
        Path file = folder.resolve("names.mv");
        try (NameIndex index = new NameIndex(file)) {
            index.put(1, 10, names("entry-a", "/a"));
        }
        try (NameIndex index = new NameIndex(file)) {
            assertEquals(List.of(1L), index.find("entry-a", NOW));
        }
        Files.writeString(file, "not an index".repeat(1000));
        try (NameIndex index = new NameIndex(file)) {
            assertEquals(List.of(), index.find("entry-a", NOW));
            index.put(1, 10, names("entry-a", "/a"));
            assertEquals(List.of(1L), index.find("entry-a", NOW));
        }
    }

    @Test
    void knowsNothingWhereItCantBeKept() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder").resolve("names.mv");
        try (NameIndex index = new NameIndex(file)) {
            index.put(1, 10, names("entry-a", "/a"));
            assertEquals(List.of(), index.find("entry-a", NOW));
            assertEquals(List.of(), index.findAll(NOW));
        }
    }
}
