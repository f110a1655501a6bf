package io.posterframe.decode;

import static org.bytedeco.ffmpeg.avformat.AVIndexEntry.AVINDEX_KEYFRAME;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_TIMED_THUMBNAILS;
import static org.bytedeco.ffmpeg.global.avformat.av_index_search_timestamp;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avformat.avformat_seek_file;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** A container that FFmpeg 8 has opened. Owns it, and not the packets that it hands out. */
final class FfmpegFile implements VideoFile, FrameIndex.Entries {
    private static final int DISCARD_ALL = 48;

    private final MediaBytes bytes;
    private final MediaFormat format;
    private final FfmpegContainer container;
    private final AVStream stream;
    private final int streamIndex;
    private final ColourCodes colour;
    private final Ticks ticks;
    private final FrameIndex index;
    /** Whether the container names decoding times only, and what stands for presentation is made of those. */
    private final boolean guessesTimes;

    private @Nullable AVPacket spare;

    FfmpegFile(MediaBytes bytes, MediaFormat format) {
        this.bytes = bytes;
        this.format = format;
        this.container = open(bytes, format);
        try {
            List<ColourCodes> said = colours();
            container.findStreams();
            this.streamIndex = bestVideoStream();
            this.colour = streamIndex < said.size() ? said.get(streamIndex) : ColourCodes.SILENT;
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
        this.stream = container.stream(streamIndex);
        for (int i = 0; i < container.streams(); i++) {
            if (i != streamIndex) {
                container.stream(i).discard(DISCARD_ALL);
            }
        }
        if (format != MediaFormat.OGG) {
            // the checksums of Ogg's pages are counted in the buffer that exact reading passes by
            container.readExactly();
        }
        AVRational base = stream.time_base();
        long start = stream.start_time();
        this.ticks = new Ticks(base.num(), base.den(), start == Packet.UNKNOWN ? 0 : start);
        this.index = new FrameIndex(this, bytes);
        this.guessesTimes = format == MediaFormat.AVI && stream.codecpar().video_delay() > 0;
    }

    private static FfmpegContainer open(MediaBytes bytes, MediaFormat format) {
        try {
            return new FfmpegContainer(bytes, format.demuxer(), Map.of());
        } catch (PictureException e) {
            if (e.failure() instanceof Failure.Undecodable undecodable) {
                throw new PictureException(new Failure.Undecodable(
                        "this is neither a video nor an image that can be read", undecodable.detail()));
            }
            throw e;
        }
    }

    /** What the container says: a stream that has been looked at goes by what it says itself, if it says anything. */
    private List<ColourCodes> colours() {
        List<ColourCodes> said = new ArrayList<>();
        for (int i = 0; i < container.streams(); i++) {
            said.add(ColourCodes.of(container.stream(i).codecpar()));
        }
        return said;
    }

    private int bestVideoStream() {
        int best = -1;
        long bestArea = 0;
        for (int i = 0; i < container.streams(); i++) {
            long area = pictureArea(container.stream(i));
            if (area > bestArea) {
                best = i;
                bestArea = area;
            }
        }
        if (best < 0) {
            throw new PictureException(new Failure.Undecodable("this file has no video stream", ""));
        }
        return best;
    }

    /** Stored pixels of a video stream, 0 for everything else, cover pictures of sound files among it. */
    private static long pictureArea(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        boolean cover = (stream.disposition() & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)) != 0;
        return parameters.codec_type() != AVMEDIA_TYPE_VIDEO || cover
                ? 0
                : Math.max(1, (long) parameters.width() * parameters.height());
    }

    /** What the container's header says of the video's colours. */
    ColourCodes colour() {
        return colour;
    }

    AVStream stream() {
        return stream;
    }

    @Override
    public Ticks ticks() {
        return ticks;
    }

    @Override
    public FrameIndex index() {
        return index;
    }

    @Override
    public long declaredDurationMicros() {
        if (bytes.unfinished() && format != MediaFormat.MATROSKA) {
            // guessed from where the file ends
            return 0;
        }
        long own = stream.duration();
        if (own > 0) {
            return ticks.lengthMicros(own);
        }
        boolean guessed = container.context().duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
        return guessed ? 0 : Math.max(0, container.context().duration());
    }

    @Override
    public boolean seek(long pts) {
        int result = avformat_seek_file(container.context(), streamIndex, Long.MIN_VALUE, pts, pts, 0);
        container.rethrow();
        return result >= 0;
    }

    @Override
    public boolean seeksByDecodingTime() {
        return format != MediaFormat.MP4;
    }

    @Override
    public @Nullable Packet read() {
        while (true) {
            AVPacket packet = spare != null ? spare : Ffmpeg.allocated(av_packet_alloc());
            spare = packet;
            if (!container.read(packet)) {
                return end();
            }
            if (packet.stream_index() == streamIndex) {
                if (packet.dts() > index.lastWholeTime()) {
                    return end();
                }
                spare = null;
                if (guessesTimes) {
                    packet.pts(Packet.UNKNOWN);
                }
                return new Packet(
                        new FfmpegPacket(packet),
                        packet.pts(),
                        packet.dts(),
                        (packet.flags() & AV_PKT_FLAG_KEY) != 0,
                        (packet.flags() & AV_PKT_FLAG_DISCARD) == 0);
            }
        }
    }

    private @Nullable Packet end() {
        if (bytes.unfinished()) {
            throw new PictureException(new Failure.NotUploadedYet());
        }
        return null;
    }

    @Override
    public int count() {
        return avformat_index_get_entries_count(stream);
    }

    @Override
    public FrameIndex.Entry get(int index) {
        AVIndexEntry entry = avformat_index_get_entry(stream, index);
        return new FrameIndex.Entry(
                entry.pos(), entry.size(), entry.timestamp(), (entry.flags() & AVINDEX_KEYFRAME) != 0);
    }

    @Override
    public int find(long time, int flags) {
        return av_index_search_timestamp(stream, time, flags);
    }

    @Override
    public long frames() {
        return stream.nb_frames();
    }

    @Override
    public void close() {
        if (spare != null) {
            av_packet_free(spare);
            spare = null;
        }
        container.close();
    }
}
