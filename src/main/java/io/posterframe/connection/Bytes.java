package io.posterframe.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** The first in a connection's pipeline: sees its bytes as they come. On the connection's event loop. */
final class Bytes extends ChannelDuplexHandler {
    private static final long LINGER_MILLIS = 1_000;

    private final ConnectionWatch watch;
    private boolean lingering;

    Bytes(ConnectionWatch watch) {
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (lingering) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        watch.bytesCame();
        context.fireChannelRead(bytes);
    }

    /**
     * A system that closes a connection before it has read all that came resets it, and the client finds that instead of the
     * answer. So the rest of a request that was refused while it came in is read, for a moment.
     */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering || !watch.isUnreadable() || !(context.channel() instanceof DuplexChannel channel)) {
            context.close(promise);
            return;
        }
        lingering = true;
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
        context.executor().schedule(() -> context.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
