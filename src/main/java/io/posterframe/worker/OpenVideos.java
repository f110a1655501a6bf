package io.posterframe.worker;

import io.posterframe.decode.HumbleVideo;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last few videos, kept open with their index, so that the next frame of one costs no probing. A video that failed
 * is closed: its demuxer may be in any state.
 */
final class OpenVideos implements AutoCloseable {
    private final Wire wire;
    private final int most;
    private final Map<String, OpenVideo> videos = new LinkedHashMap<>(8, 0.75f, true);

    OpenVideos(Wire wire, int most) {
        this.wire = wire;
        this.most = Math.max(1, most);
    }

    /** @param warm whether it was open already */
    record OpenVideo(HumbleVideo video, EdgeBytes bytes, boolean warm) {
        void close() {
            video.close();
        }
    }

    OpenVideo open(Message.Job job) {
        OpenVideo known = videos.get(job.source());
        if (known != null) {
            return known;
        }
        keep(most - 1);
        EdgeBytes bytes = new EdgeBytes(wire, job.size());
        HumbleVideo video = HumbleVideo.open(bytes, MAX_FRAME_PIXELS);
        videos.put(job.source(), new OpenVideo(video, bytes, true));
        return new OpenVideo(video, bytes, false);
    }

    void drop(Message.Job job) {
        OpenVideo dropped = videos.remove(job.source());
        if (dropped != null) {
            dropped.close();
        }
    }

    private void keep(int count) {
        Iterator<OpenVideo> eldest = videos.values().iterator();
        while (videos.size() > count) {
            eldest.next().close();
            eldest.remove();
        }
    }

    @Override
    public void close() {
        keep(0);
    }

    /** 8K and a little more: 7680 x 4320 is 33,177,600. */
    private static final long MAX_FRAME_PIXELS = 36_000_000;
}
