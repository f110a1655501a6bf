package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSurveyTest {
    @TempDir
    Path root;

    @Test
    void countsEntriesAndNamesOneThatIsEasyToWrite() throws IOException {
        Files.createFile(root.resolve("a clip with spaces.mp4"));
        Files.createDirectories(root.resolve("films/.trash"));
        Files.createFile(root.resolve("films/one.mkv"));
        Files.createFile(root.resolve("films/.trash/two.mkv"));
        Files.createFile(root.resolve("films/.three.mkv"));
        Files.createFile(root.resolve("notes.txt"));
        assertEquals(new FolderSurvey(Optional.of("films_one"), 2, false), FolderSurvey.of(root));
        assertEquals("2", FolderSurvey.of(root).count());
    }

    @Test
    void countsImagesButNotWhatIsStoredForOthers() throws IOException {
        for (String name : new String[] {
            "clip.mp4",
            "clip.jpg",
            "clip.v1.jpg",
            "clip.v2.png",
            "photo.png",
            "photo.gif",
            "photo.v1.png",
            "lone.v1.jpg"
        }) {
            Files.createFile(root.resolve(name));
        }
        assertEquals(new FolderSurvey(Optional.of("clip"), 3, false), FolderSurvey.of(root));
    }

    @Test
    void seesNothingInAnEmptyFolder() throws IOException {
        assertEquals(new FolderSurvey(Optional.empty(), 0, false), FolderSurvey.of(root));
    }

    @Test
    void stopsAtAThousand() throws IOException {
        for (int i = 0; i < 1002; i++) {
            Files.createFile(root.resolve(i + ".mp4"));
        }
        assertEquals("1000+", FolderSurvey.of(root).count());
    }

    @Test
    void failsForAFolderThatIsNotThere() {
        assertThrows(NoSuchFileException.class, () -> FolderSurvey.of(root.resolve("none")));
    }
}
