package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void aLineMayComeInPiecesOfAnySize() {
        String text = "one\n\ntwo\r\ntoo long\nfits\nlast";
        for (int size = 1; size <= text.length(); size++) {
            List<String> found = new ArrayList<>();
            Lines lines = new Lines(
                    5, line -> found.add(line.number() + (line.tooLong() ? "!" : ":") + new String(line.text())));
            for (int from = 0; from < text.length(); from += size) {
                lines.take(Buffer.buffer(text.substring(from, Math.min(from + size, text.length()))));
            }
            lines.end();
            assertEquals(List.of("1:one", "2:", "3:two", "4!", "5:fits", "6:last"), found, "pieces of " + size);
        }
    }

    @Test
    void anEndedLineIsTheLast() {
        List<Long> found = new ArrayList<>();
        Lines lines = new Lines(5, line -> found.add(line.number()));
        lines.take(Buffer.buffer("a\n"));
        lines.end();
        assertEquals(List.of(1L), found);
    }
}
