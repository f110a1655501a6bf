package io.posterframe.worker;

import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The pictures of a pass on their way to the edge, which is asked after each whether it wants the next. */
final class EdgePass implements OpenMedia.Pictures {
    private final Wire wire;
    private final byte[] part;
    private final long most;
    private @Nullable EdgeOutput out;

    /**
     * @param part where bytes are gathered, of {@link Wire#MAX_DATA} bytes
     * @param most the largest file that is wanted, in bytes
     */
    EdgePass(Wire wire, byte[] part, long most) {
        this.wire = wire;
        this.part = part;
        this.most = most;
    }

    @Override
    public OutputStream begin() {
        end();
        EdgeOutput begun = new EdgeOutput(wire, part, most);
        out = begun;
        return begun;
    }

    @Override
    public boolean made(OpenMedia.Made made) throws IOException {
        EdgeOutput written = out;
        if (written == null) {
            throw new IllegalStateException("a picture that was not begun");
        }
        written.flush();
        end();
        Message answer = ask(written.picture(made));
        if (!(answer instanceof Message.Next || answer instanceof Message.Stop)) {
            throw new IOException("neither next nor stop");
        }
        return answer instanceof Message.Next;
    }

    /** @throws UncheckedIOException when the edge is gone */
    private Message ask(Message.Picture picture) {
        try {
            wire.send(picture);
            return wire.receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** See {@link EdgeOutput#end}. */
    void end() {
        if (out != null) {
            out.end();
            out = null;
        }
    }
}
