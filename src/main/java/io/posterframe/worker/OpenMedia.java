package io.posterframe.worker;

import io.posterframe.decode.Engines;
import io.posterframe.decode.ImageFile;
import io.posterframe.decode.Video;
import io.posterframe.image.MadePicture;
import io.posterframe.image.PictureMaker;
import io.posterframe.image.PictureSink;
import io.posterframe.image.VideoMeasures;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import io.posterframe.wire.JobMedia;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job's bytes are: a stream when they come in segments, otherwise image or video, told by how they begin. Videos
 * are kept open. One that failed is closed: its demuxer may be in any state.
 */
final class OpenMedia implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMedia.class);

    private final EdgeLine edge;
    private final OpenVideos videos;

    OpenMedia(Wire wire, Engines engines, int mostVideos) {
        this.edge = new EdgeLine(wire);
        this.videos = new OpenVideos(edge, engines, mostVideos);
    }

    /**
     * A picture that was made.
     *
     * @param waitedNanos of its decoding time, spent waiting for bytes
     * @param warm        whether its video was open already
     * @param engine      what decoded it, null for an image
     */
    record Made(MadePicture picture, long waitedNanos, boolean warm, @Nullable Engine engine) {}

    /** Takes the pictures of a pass. */
    interface Pictures {
        /** See {@link PictureSink#begin}. */
        OutputStream begin() throws IOException;

        /** See {@link PictureSink#made}. */
        boolean made(Made made) throws IOException;
    }

    Made make(Message.Job job, PictureMaker maker, OutputStream out) throws IOException {
        JobMedia media = job.media();
        OpenVideo known = known(media);
        if (known == null && media.timeline() == null) {
            EdgeBytes bytes = bytes(media);
            if (ImageFile.formatOf(bytes).isPresent()) {
                return makeOfImage(bytes, job, maker, out);
            }
            known = videos.openFile(bytes, media);
        }
        OpenVideo open = known == null ? opened(media) : known;
        MadePicture picture = maker.make(open.video(), job.spec(), job.limits(), out);
        Made made = new Made(
                picture, edge.takeWaitedNanos(), open.warm(), open.video().engine());
        open.rest().run();
        return made;
    }

    private Made makeOfImage(EdgeBytes bytes, Message.Job job, PictureMaker maker, OutputStream out)
            throws IOException {
        MadePicture picture = ofImage(() -> {
            try (ImageFile image = ImageFile.open(bytes, job.limits())) {
                return maker.make(image, job.spec(), job.limits(), out);
            }
        });
        return new Made(picture, edge.takeWaitedNanos(), false, null);
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

    /** Makes the pictures of a pass for as long as more are wanted. The video stays open either way. */
    void make(Message.Pass pass, PictureMaker maker, Pictures pictures) throws IOException {
        OpenVideo open = video(pass.media());
        long[] times = pass.times().stream().mapToLong(Long::longValue).toArray();
        maker.frames(
                open.video(),
                times,
                pass.geometry(),
                pass.encoding(),
                pass.limits(),
                new EachMade(open.video(), open.warm(), pictures));
        open.rest().run();
    }

    /** Adds to each picture of a pass what only we know. */
    private final class EachMade implements PictureSink {
        private final Video video;
        private final Pictures pictures;
        private boolean warm;

        EachMade(Video video, boolean warm, Pictures pictures) {
            this.video = video;
            this.warm = warm;
            this.pictures = pictures;
        }

        @Override
        public OutputStream begin() throws IOException {
            return pictures.begin();
        }

        @Override
        public boolean made(MadePicture picture) throws IOException {
            Made made = new Made(picture, edge.takeWaitedNanos(), warm, video.engine());
            warm = true;
            return pictures.made(made);
        }
    }

    Message.Probed probe(Message.Probe probe) {
        OpenVideo open = video(probe.media());
        VideoMeasures measures = VideoMeasures.of(open.video());
        open.rest().run();
        return new Message.Probed(
                measures.durationMicros(),
                measures.width(),
                measures.height(),
                open.video().engine());
    }

    private @Nullable OpenVideo known(JobMedia media) {
        edge.takeWaitedNanos();
        return videos.find(media);
    }

    private OpenVideo video(JobMedia media) {
        OpenVideo known = known(media);
        return known == null ? opened(media) : known;
    }

    private OpenVideo opened(JobMedia media) {
        Timeline timeline = media.timeline();
        if (timeline != null) {
            return videos.openStream(timeline, media);
        }
        EdgeBytes bytes = bytes(media);
        ImageFile.formatOf(bytes).ifPresent(format -> {
            throw new PictureException(new Failure.Undecodable("this is an image, not a video", format.name()));
        });
        return videos.openFile(bytes, media);
    }

    private EdgeBytes bytes(JobMedia media) {
        return new EdgeBytes(edge, 0, media.size(), media.unfinished());
    }

    void drop(JobMedia media) {
        videos.drop(media);
    }

    @Override
    public void close() {
        videos.close();
    }
}
