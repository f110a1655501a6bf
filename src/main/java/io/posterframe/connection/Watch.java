package io.posterframe.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;

/** What is known of one connection. On its event loop; times are the rounds of its {@link Patrol}. */
final class Watch {
    /**
     * How many requests may wait on a connection behind the one that is answered. A read brings as many as fit into 16 KiB, and
     * no more is read until they are answered.
     */
    static final int MAX_WAITING = 256;

    /** The least of a body that has to come in the time for a head; a network that is slower carries no files. */
    static final int LEAST_BODY = 4 << 10;

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
    private boolean over;

    Watch(Channel channel, Patrol patrol) {
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

    /** Its connection is gone. */
    void left() {
        if (unanswered > 1) {
            patrol.waitsNoMore(unanswered - 1);
            unanswered = 0;
        }
    }

    private void end(Connections.Reason reason) {
        over = true;
        patrol.count(reason);
        if (phase == Phase.HTTP2) {
            channel.close(); // with a GOAWAY
        } else {
            // past Vert.x, which would first wait until the client has read what was written
            channel.pipeline().firstContext().close();
        }
    }

    /**
     * Ends the connection if it has taken too long for something.
     *
     * @param silence how many rounds nothing may be asked on it
     * @param reason  why it is ended when that is passed
     */
    void look(int round, int forHead, int silence, Connections.Reason reason) {
        int time = round - since;
        switch (phase) {
            case HEAD -> {
                if (time > forHead) {
                    end(Connections.Reason.SLOW);
                }
            }
            case BODY -> lookAtBody(round, time > forHead);
            case HTTP2 -> lookAtStreams(round, forHead, silence, reason);
            case SILENT, WHOLE -> {
                // in uncrowded times the idle timeout of the server does this
                if (reason == Connections.Reason.CROWDED && unanswered <= 0 && time > silence) {
                    end(reason);
                }
            }
        }
    }

    private void lookAtBody(int round, boolean due) {
        boolean heldUpByUs = !channel.config().isAutoRead() || unanswered > 0;
        if (heldUpByUs) {
            since = round;
        } else if (due) {
            if (body - bodyBefore < LEAST_BODY) {
                end(Connections.Reason.SLOW);
            } else {
                bodyBefore = body;
                since = round;
            }
        }
    }

    private void lookAtStreams(int round, int forHead, int silence, Connections.Reason reason) {
        Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
        if (handler == null) {
            return;
        }
        Http2Connection connection = handler.connection();
        int last = connection.remote().lastStreamCreated();
        if (last != lastStream || connection.numActiveStreams() > 0) {
            lastStream = last;
            since = round;
        } else if (last == 0 && round - since > forHead) {
            end(Connections.Reason.SLOW);
        } else if (round - since > silence) {
            end(reason);
        }
    }
}
