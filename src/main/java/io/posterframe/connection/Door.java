package io.posterframe.connection;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;

/**
 * In the pipeline of a listening socket: has each connection watched from its beginning. On the acceptor's thread.
 *
 * <p>A connection reads at most 16 KiB before other connections have their turn, so that a client who asks for a thousand hits
 * at once does not hold up those who share its event loop.
 */
final class Door extends ChannelInboundHandlerAdapter {
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(512, 2048, 16 << 10).maxMessagesPerRead(1);

    private final Connections connections;

    Door(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        connections.entered();
        connection.closeFuture().addListener(closed -> connections.left());
        connection.config().setRecvByteBufAllocator(READS);
        connection.pipeline().addLast(new Arrival(connections));
        context.fireChannelRead(connection);
    }

    /**
     * Puts the two who watch a connection into its pipeline, once it has an event loop and what Vert.x has put there first; or
     * closes it when there are too many.
     */
    private static final class Arrival extends ChannelInboundHandlerAdapter {
        private final Connections connections;

        Arrival(Connections connections) {
            this.connections = connections;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            Patrol patrol = connections.patrol(context.channel().eventLoop());
            if (!patrol.hasRoom()) {
                context.close();
                return;
            }
            ConnectionWatch watch = patrol.admit(context.channel());
            // right in front of what handles requests; Vert.x puts its codecs before its idle handler, so before this
            // one
            pipeline.addBefore(pipeline.lastContext().name(), null, new Messages(watch));
            context.fireChannelActive();
            pipeline.replace(this, null, new Bytes(watch));
        }
    }
}
