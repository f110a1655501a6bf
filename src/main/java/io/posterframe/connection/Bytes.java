package io.posterframe.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The first in a connection's pipeline: sees its bytes as they come. On the connection's event loop. */
final class Bytes extends ChannelInboundHandlerAdapter {
    private final ConnectionWatch watch;

    Bytes(ConnectionWatch watch) {
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        watch.bytesCame();
        context.fireChannelRead(bytes);
    }
}
