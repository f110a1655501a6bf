package io.posterframe.worker;

import io.posterframe.decode.Engines;
import io.posterframe.decode.ImageFile;
import io.posterframe.decode.StreamVideo;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.image.MadePicture;
import io.posterframe.image.PictureMaker;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job's bytes are: a stream when they come in segments, otherwise image or video, told by how they begin. The
 * last few videos are kept open with their index, so that the next frame of one costs no probing. A video that failed is
 * closed: its demuxer may be in any state.
 */
final class OpenMedia implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMedia.class);

    private final EdgeLine edge;
    private final Engines engines;
    private final int most;
    private final Map<String, OpenVideo> videos = new LinkedHashMap<>(8, 0.75f, true);

    OpenMedia(Wire wire, Engines engines, int mostVideos) {
        this.edge = new EdgeLine(wire);
        this.engines = engines;
        this.most = Math.max(1, mostVideos);
    }

    /**
     * @param rest   done when its job has ended
     * @param forget done when a job has come for something else
     */
    private record OpenVideo(Video video, Runnable rest, Runnable forget) {
        void close() {
            video.close();
        }
    }

    /**
     * A picture that was made.
     *
     * @param waitedNanos of its decoding time, spent waiting for bytes
     * @param warm        whether its video was open already
     * @param engine      what decoded it, null for an image
     */
    record Made(MadePicture picture, long waitedNanos, boolean warm, @Nullable Engine engine) {}

    Made make(Message.Job job, PictureMaker maker, OutputStream out) throws IOException {
        edge.takeWaitedNanos();
        videos.forEach((source, video) -> {
            if (!source.equals(job.source())) {
                video.forget.run();
            }
        });
        OpenVideo known = videos.get(job.source());
        // another worker may have found out that the first engine is not the one
        boolean changed = job.engine() == Engine.FFMPEG && known != null && known.video.engine() == Engine.HUMBLE;
        if (known != null && !changed) {
            return make(known, true, job, maker, out);
        }
        drop(job);
        Timeline timeline = job.timeline();
        return timeline == null ? makeOfFile(job, maker, out) : makeOfStream(timeline, job, maker, out);
    }

    private Made makeOfStream(Timeline timeline, Message.Job job, PictureMaker maker, OutputStream out)
            throws IOException {
        keep(most - 1);
        EdgeParts parts = new EdgeParts(edge);
        Video video = new StreamVideo(timeline, parts, engines.knowing(job.engine()));
        return makeOfNew(new OpenVideo(video, parts::rest, parts::forget), job, maker, out);
    }

    private Made makeOfFile(Message.Job job, PictureMaker maker, OutputStream out) throws IOException {
        EdgeBytes bytes = new EdgeBytes(edge, 0, job.size(), job.unfinished());
        if (ImageFile.formatOf(bytes).isPresent()) {
            MadePicture picture = ofImage(() -> {
                try (ImageFile image = ImageFile.open(bytes, job.limits())) {
                    return maker.make(image, job.spec(), job.limits(), out);
                }
            });
            return new Made(picture, edge.takeWaitedNanos(), false, null);
        }
        keep(most - 1);
        Video video = engines.open(bytes, Zero.FIRST_FRAME, job.engine());
        return makeOfNew(new OpenVideo(video, bytes::rest, () -> {}), job, maker, out);
    }

    private Made makeOfNew(OpenVideo opened, Message.Job job, PictureMaker maker, OutputStream out) throws IOException {
        videos.put(job.source(), opened);
        return make(opened, false, job, maker, out);
    }

    /** Makes a picture of an image. */
    @FunctionalInterface
    interface Making {
        MadePicture make() throws IOException;
    }

    /** A number in a stranger's image that we reckoned wrong with is that image's failure, and not the worker's end. */
    static MadePicture ofImage(Making making) throws IOException {
        try {
            return making.make();
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            LOG.warn("an image was decoded wrong", e);
            throw new PictureException(
                    new Failure.Undecodable("this image is damaged and can't be decoded", String.valueOf(e)));
        }
    }

    private Made make(OpenVideo open, boolean warm, Message.Job job, PictureMaker maker, OutputStream out)
            throws IOException {
        MadePicture picture = maker.make(open.video, job.spec(), job.limits(), out);
        long waited = edge.takeWaitedNanos();
        open.rest.run();
        return new Made(picture, waited, warm, open.video.engine());
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
}
