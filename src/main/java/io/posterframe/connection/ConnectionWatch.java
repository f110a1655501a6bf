package io.posterframe.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;

/** What is known of one connection. On its event loop; times are the rounds of its {@link Patrol}. */
final class ConnectionWatch {
    /**
     * How many requests may wait on a connection behind the one that is answered. A read brings as many as fit into 16 KiB, and
     * no more is read until they are answered.
     */
    static final int MAX_WAITING = 256;

    /**
     * The least of a body that has to come in the time for a head, and of answers that HTTP/2 holds back to go in the time for
     * silence; a network that is slower carries no pictures.
     */
    static final int LEAST = 4 << 10;

    private static final int CONTROL_FRAME = 32;
    private static final int ANY_STREAM = Integer.MAX_VALUE;

    private enum Phase {
        /** Nothing of a request has come. */
        SILENT,
        HEAD,
        BODY,
        /** A whole request has come; what comes now is another's. */
        WHOLE,
        HTTP2
    }

    private final Channel channel;
    private final Patrol patrol;
    private Phase phase = Phase.SILENT;

    /** The round in which the phase began, or a body was last found to come fast enough. */
    private int since;

    /** Whole requests without their answers; of an answer that came early, -1. */
    private int unanswered;

    private long body;
    private long bodyBefore;
    private int lastStream;
    private long written;
    private long writtenBefore;
    private int writtenSince;
    private boolean over;
    private boolean unreadable;

    ConnectionWatch(Channel channel, Patrol patrol) {
        this.channel = channel;
        this.patrol = patrol;
        since = patrol.round();
    }

    void bytesCame() {
        if (phase == Phase.SILENT || phase == Phase.WHOLE && unanswered <= 0) {
            enter(Phase.HEAD);
        }
    }

    void headEnds() {
        enter(Phase.BODY);
        body = 0;
        bodyBefore = 0;
    }

    /** What came was no head of a request, or too long a one; nothing behind it is understood. */
    void isNoRequest() {
        unreadable = true;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    void bodyCame(int bytes) {
        body += bytes;
    }

    void requestEnds() {
        enter(Phase.WHOLE);
        unanswered++;
        if (unanswered > 1 && !patrol.mayWait(unanswered - 1)) {
            end(Connections.Reason.PIPELINED);
        }
    }

    void answerEnds() {
        if (unanswered > 1) {
            patrol.waitsNoMore(1);
        }
        unanswered--;
        since = patrol.round();
    }

    /** A frame of HTTP/2, or a part of one. Those that a client can have for the asking, as the answer to a PING, are small. */
    void wrote(int bytes) {
        if (bytes > CONTROL_FRAME) {
            written += bytes;
        }
    }

    void isHttp2() {
        if (phase != Phase.HTTP2) {
            enter(Phase.HTTP2);
        }
    }

    private void enter(Phase next) {
        phase = next;
        since = patrol.round();
    }

    /** Whether nothing of it is wanted any more. */
    boolean isOver() {
        return over;
    }

    void sayGoodbye() {
        ChannelHandlerContext context = channel.pipeline().context(Http2ConnectionHandler.class);
        if (context != null) {
            Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
            handler.goAway(
                    context, ANY_STREAM, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
            context.flush();
        }
    }

    /** Its connection is gone; what was read together with the last of it is nobody's. */
    void left() {
        over = true;
        if (unanswered > 1) {
            patrol.waitsNoMore(unanswered - 1);
            unanswered = 0;
        }
    }

    void end(Connections.Reason reason) {
        over = true;
        patrol.count(reason);
        if (phase == Phase.HTTP2 && reason == Connections.Reason.IDLE) {
            channel.close(); // with a GOAWAY
        } else {
            // past Vert.x, which would first wait until the client has read what was written
            channel.pipeline().firstContext().close();
        }
    }

    /** The round since which it is as it is. */
    int since() {
        return since;
    }

    /** Whether nothing is under way on it but, perhaps, the head of a request. */
    boolean mayGo() {
        return switch (phase) {
            case SILENT, HEAD, WHOLE -> unanswered <= 0;
            case BODY -> false;
            case HTTP2 -> {
                Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
                yield handler == null || handler.connection().numActiveStreams() == 0;
            }
        };
    }

    /**
     * Ends the connection if it has taken too long for something.
     *
     * @param forHead rounds that the head of a request may take
     * @param silence rounds in which nothing is asked
     */
    void look(int round, int forHead, int silence) {
        switch (phase) {
            case HEAD -> {
                if (round - since > forHead) {
                    end(Connections.Reason.SLOW);
                }
            }
            case BODY -> lookAtBody(round, round - since > forHead);
            case HTTP2 -> lookAtStreams(round, forHead, silence);
            case SILENT, WHOLE -> {
                // the idle timeout of the server ends it
            }
        }
    }

    private void lookAtBody(int round, boolean due) {
        boolean heldUpByUs = !channel.config().isAutoRead() || unanswered > 0;
        if (heldUpByUs) {
            since = round;
        } else if (due) {
            if (body - bodyBefore < LEAST) {
                end(Connections.Reason.SLOW);
            } else {
                bodyBefore = body;
                since = round;
            }
        }
    }

    private void lookAtStreams(int round, int forHead, int silence) {
        Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
        if (handler == null) {
            return;
        }
        Http2Connection connection = handler.connection();
        int last = connection.remote().lastStreamCreated();
        if (last != lastStream || connection.numActiveStreams() > 0) {
            lastStream = last;
            since = round;
            lookAtAnswers(handler, round, silence);
        } else if (last == 0 && round - since > forHead) {
            end(Connections.Reason.SLOW);
        } else if (round - since > silence) {
            end(Connections.Reason.IDLE);
        }
    }

    /** Of HTTP/2, whose windows let a client hold answers back while it goes on talking. */
    private void lookAtAnswers(Http2ConnectionHandler handler, int round, int silence) {
        if (written - writtenBefore >= LEAST || !heldBack(handler)) {
            writtenBefore = written;
            writtenSince = round;
        } else if (round - writtenSince > silence) {
            end(Connections.Reason.SLOW);
        }
    }

    private static boolean heldBack(Http2ConnectionHandler handler) {
        Http2RemoteFlowController flow = handler.encoder().flowController();
        try {
            return handler.connection()
                            .forEachActiveStream(stream -> !stream.isHeadersSent() || flow.isWritable(stream))
                    != null;
        } catch (Http2Exception e) {
            return false;
        }
    }
}
