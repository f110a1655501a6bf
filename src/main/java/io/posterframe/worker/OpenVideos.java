package io.posterframe.worker;

import io.posterframe.decode.Engines;
import io.posterframe.decode.StreamVideo;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.Engine;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.JobMedia;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last few videos, open with their index, so that the next frame of one costs no probing. */
final class OpenVideos implements AutoCloseable {
    private final EdgeLine edge;
    private final Engines engines;
    private final int most;
    private final Map<String, OpenVideo> videos = new LinkedHashMap<>(8, 0.75f, true);

    OpenVideos(EdgeLine edge, Engines engines, int most) {
        this.edge = edge;
        this.engines = engines;
        this.most = Math.max(1, most);
    }

    /** The media's video if it is open and fit for the job, else null. Whatever else is open gives its bytes back. */
    @Nullable
    OpenVideo find(JobMedia media) {
        videos.forEach((source, video) -> {
            if (!source.equals(media.source())) {
                video.forget().run();
            }
        });
        OpenVideo known = videos.get(media.source());
        // another worker may have found out that the first engine is not the one
        boolean changed = media.engine() == Engine.FFMPEG
                && known != null
                && known.video().engine() == Engine.HUMBLE;
        if (changed) {
            drop(media);
            return null;
        }
        return known == null ? null : known.warmed();
    }

    OpenVideo openStream(Timeline timeline, JobMedia media) {
        keep(most - 1);
        EdgeParts parts = new EdgeParts(edge);
        Video video = new StreamVideo(timeline, parts, engines.knowing(media.engine()));
        return kept(media, new OpenVideo(video, false, parts::rest, parts::forget));
    }

    OpenVideo openFile(EdgeBytes bytes, JobMedia media) {
        keep(most - 1);
        Video video = engines.open(bytes, Zero.FIRST_FRAME, media.engine());
        return kept(media, new OpenVideo(video, false, bytes::rest, () -> {}));
    }

    private OpenVideo kept(JobMedia media, OpenVideo opened) {
        videos.put(media.source(), opened);
        return opened;
    }

    /** Closes the media's video, if it is open. */
    void drop(JobMedia media) {
        OpenVideo dropped = videos.remove(media.source());
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
}
