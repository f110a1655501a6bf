package io.posterframe.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Behind a connection's codecs: sees where requests and answers begin and end. On the connection's event loop. */
final class Messages extends ChannelDuplexHandler {
    private final ConnectionWatch watch;

    Messages(ConnectionWatch watch) {
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!watch.isOver()) {
            see(message);
        }
        if (watch.isOver()) {
            // also what was read together with what was too much, which would count and wait though nobody answers it
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void see(Object message) {
        if (message == LastHttpContent.EMPTY_LAST_CONTENT) {
            watch.requestEnds();
        } else if (message instanceof HttpRequest request) {
            watch.headEnds();
            if (request.decoderResult().isFailure()) {
                watch.isNoRequest();
            }
        } else if (message instanceof HttpContent content) {
            watch.bodyCame(content.content().readableBytes());
            if (content instanceof LastHttpContent) {
                watch.requestEnds();
            }
        } else if (message instanceof ByteBuf) {
            watch.isHttp2();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            if (!isInterim(message)) {
                watch.answerEnds();
            }
        } else if (message instanceof ByteBuf frame) {
            watch.wrote(frame.readableBytes());
        }
        context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
