package io.posterframe.worker;

import io.posterframe.decode.StreamClip;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The edge's end of a wire, which gives the parts of one stream; what is read without being open it refuses. */
final class StreamEdge implements AutoCloseable {
    private static final int PIPE = 2 << 20;

    final Wire worker;
    final List<Message> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> open = new CopyOnWriteArrayList<>();
    private final StreamClip clip;
    private final Wire edge;

    StreamEdge(StreamClip clip) throws IOException {
        this.clip = clip;
        PipedOutputStream toEdge = new PipedOutputStream();
        PipedOutputStream toWorker = new PipedOutputStream();
        edge = new Wire(new PipedInputStream(toEdge, PIPE), toWorker);
        worker = new Wire(new PipedInputStream(toWorker, PIPE), toEdge);
        Thread server = new Thread(this::serve);
        server.setDaemon(true);
        server.start();
    }

    private void serve() {
        try {
            while (true) {
                Message message = edge.receive();
                asked.add(message);
                edge.send(answer(message));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private Message answer(Message message) {
        if (message instanceof Message.Open part) {
            open.add(part.part());
            return new Message.Opened(clip.part(part.part()).length);
        }
        if (message instanceof Message.Read read && open.contains(Timeline.partAt(read.offset()))) {
            int part = Timeline.partAt(read.offset());
            byte[] bytes = clip.part(part);
            int from = (int) (read.offset() - Timeline.address(part));
            byte[] data = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + read.length()));
            return new Message.Bytes(data, data.length);
        }
        return new Message.ReadFailed();
    }

    /** As when a job has ended and another begins. */
    void nextJob() {
        asked.clear();
        open.clear();
    }

    List<Message> opens() {
        return asked.stream().filter(Message.Open.class::isInstance).toList();
    }

    List<Message.Read> reads() {
        return asked.stream()
                .filter(Message.Read.class::isInstance)
                .map(Message.Read.class::cast)
                .toList();
    }

    @Override
    public void close() throws IOException {
        worker.close();
    }
}
