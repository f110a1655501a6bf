package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.Formats;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderProgramsTest {
    @TempDir
    Path folder;

    @Test
    void aFormatIsOffWithoutItsProgram() throws IOException {
        String path = ":/nowhere:\0:" + folder + ":";
        Files.createDirectory(folder.resolve("JxrEncApp"));
        Formats without = EncoderPrograms.formats(path);
        assertEquals(Set.of(ImageFormat.JXR), without.off().keySet());
        assertTrue(without.reasons().get("jxr").contains("apt install libjxr-tools"));
        assertFalse(without.on().contains("jxr"));
        assertEquals(ImageFormat.values().length - 1, without.on().size());
        without.check(ImageFormat.AVIF);
        PictureException refused = assertThrows(PictureException.class, () -> without.check(ImageFormat.JXR));
        assertEquals(new Failure.FormatOff(ImageFormat.JXR), refused.failure());

        Files.delete(folder.resolve("JxrEncApp"));
        Path program = Files.createFile(folder.resolve("JxrEncApp"));
        assertEquals(without, EncoderPrograms.formats(path), "it can't be executed");
        assertTrue(program.toFile().setExecutable(true));
        assertEquals(Formats.ALL, EncoderPrograms.formats(path));
        assertTrue(Formats.ALL.on().contains("jxr"));
    }
}
