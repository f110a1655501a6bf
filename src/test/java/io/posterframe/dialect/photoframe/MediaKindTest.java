package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.catalog.Medium.Kind;
import io.posterframe.clips.Clip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKindTest {
    @ParameterizedTest
    @EnumSource(
            value = Clip.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SOUND_MP3", "EMPTY", "GARBAGE", "TEXT"})
    void knowsAVideo(Clip clip) throws IOException {
        assertEquals(Optional.of(Kind.VIDEO), MediaKind.of(head(clip)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Clip.class,
            names = {"SOUND_MP3", "EMPTY", "GARBAGE", "TEXT"})
    void takesNoJunk(Clip clip) throws IOException {
        assertEquals(Optional.empty(), MediaKind.of(head(clip)));
    }

    private static byte[] head(Clip clip) throws IOException {
        try (InputStream in = Files.newInputStream(clip.file())) {
            return in.readNBytes(MediaKind.HEAD);
        }
    }

    @Test
    void knowsAnImage() {
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16};
        assertEquals(Optional.of(Kind.IMAGE), MediaKind.of(jpeg));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "<html>", "%PDF-1.7", "PK\003\004", "#!/bin/sh", "RIFF\0\0\0\0WAVEfmt ", "ID3"})
    void takesNothingElse(String head) {
        assertEquals(Optional.empty(), MediaKind.of(head.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
