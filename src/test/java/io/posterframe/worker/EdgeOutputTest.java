package io.posterframe.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EdgeOutputTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Wire wire = new Wire(InputStream.nullInputStream(), sent);
    private final byte[] part = new byte[Wire.MAX_DATA];

    @Test
    void sendsWhatIsWritten() throws IOException {
        EdgeOutput out = new EdgeOutput(wire, part, 10);
        out.write(new byte[] {1, 2, 3});
        out.write(4);
        out.flush();
        wire.flush();
        Wire edge = new Wire(new ByteArrayInputStream(sent.toByteArray()), OutputStream.nullOutputStream());
        Message.Data data = assertInstanceOf(Message.Data.class, edge.receive());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Arrays.copyOf(data.bytes(), data.length()));
        assertEquals(4, out.length());
    }

    @Test
    void sendsNothingBehindItsEnd() throws IOException {
        EdgeOutput first = new EdgeOutput(wire, part, 10);
        first.write(new byte[] {1, 2, 3});
        first.end();
        first.flush();
        first.close();
        assertThrows(IOException.class, () -> first.write(4));
        wire.flush();
        assertEquals(0, sent.size());
    }
}
