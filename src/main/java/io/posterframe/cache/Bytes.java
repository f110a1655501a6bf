package io.posterframe.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/**
 * A body in direct memory, which a socket can be given as it is. Immutable, so any number of threads may write it to
 * any number of responses at once.
 *
 * <p>Its memory is plain {@link ByteBuffer#allocateDirect} memory, not Netty's pool, and nobody counts references. It is
 * freed when the garbage collector finds that no one holds it: neither the cache nor a response that is still being
 * written. So eviction can't pull bytes from under a slow client, and a hit costs no atomic operation on a counter that
 * all event loops share. The price is that evicted memory comes back only with a collection; the JDK runs one by itself
 * when -XX:MaxDirectMemorySize is reached. Vert.x hands each response a slice of its own that ignores release().
 */
public final class Bytes implements Body {
    private final Buffer buffer;
    private final int length;

    private Bytes(ByteBuffer direct) {
        length = direct.remaining();
        buffer = BufferInternal.buffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer()));
    }

    /** Takes over a direct buffer from its position to its limit; the caller must not write to it any more. */
    public static Bytes wrap(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer");
        }
        return new Bytes(direct);
    }

    /** A direct copy of these bytes. */
    public static Bytes copyOf(byte[] bytes) {
        return wrap(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }

    /** A direct copy of these bytes, which may be of any kind of buffer. */
    public static Bytes copyOf(Buffer bytes) {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length());
        ByteBuf source = ((BufferInternal) bytes).getByteBuf();
        source.getBytes(source.readerIndex(), direct);
        return wrap(direct.flip());
    }

    /** The bytes, read-only: what {@code response.end(Buffer)} takes, as often as wanted. */
    public Buffer buffer() {
        return buffer;
    }

    /** The bytes as NIO wants them, with a position of their own. */
    ByteBuffer nio() {
        return ((BufferInternal) buffer).getByteBuf().nioBuffer();
    }

    @Override
    public long length() {
        return length;
    }
}
