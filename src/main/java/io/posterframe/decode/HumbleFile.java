package io.posterframe.decode;

import io.humble.video.Demuxer;
import io.humble.video.DemuxerFormat;
import io.humble.video.DemuxerStream;
import io.humble.video.IndexEntry;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaDescriptor;
import io.humble.video.MediaPacket;
import io.humble.video.Rational;
import io.humble.video.customio.HumbleIO;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A container that Humble has opened. Owns the demuxer and every object that it hands out except packets. */
final class HumbleFile implements VideoFile, FrameIndex.Entries {
    /**
     * A name of its own for each file, in a folder of its own: QuickTime may name another file beside this one, which is
     * then looked for in that folder, where there is none.
     */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final String NATIVE_MEMORY = "out of native memory";

    private final MediaBytes bytes;
    private final HumbleInput input;
    private final String url;
    private final Demuxer demuxer;
    private final DemuxerStream stream;
    private final Ticks ticks;
    private final int streamIndex;
    private final FrameIndex index;
    private final MediaFormat format;

    private @Nullable MediaPacket spare;

    HumbleFile(MediaBytes bytes, MediaFormat format) {
        this.format = format;
        this.bytes = bytes;
        this.input = new HumbleInput(bytes);
        this.url = HumbleIO.map("video" + NUMBERS.incrementAndGet() + "/bytes", input);
        this.demuxer = Demuxer.make();
        try {
            open(format);
            this.stream = bestVideoStream();
        } catch (IOException | InterruptedException | RuntimeException | OutOfMemoryError e) {
            release();
            input.rethrow();
            throw failure("this is neither a video nor an image that can be read", e);
        }
        this.streamIndex = stream.getIndex();
        Rational base = stream.getTimeBase();
        long start = stream.getStartTime();
        this.ticks = new Ticks(base.getNumerator(), base.getDenominator(), start == Packet.UNKNOWN ? 0 : start);
        this.index = new FrameIndex(this, bytes);
    }

    private void open(MediaFormat format) throws IOException, InterruptedException {
        DemuxerFormat named = DemuxerFormat.findFormat(format.demuxer());
        if (named == null) {
            throw new IOException("no demuxer " + format.demuxer());
        }
        try {
            demuxer.open(url, named, false, true, null, null);
        } finally {
            named.delete();
        }
    }

    @Override
    public FrameIndex index() {
        return index;
    }

    DemuxerStream stream() {
        return stream;
    }

    @Override
    public Ticks ticks() {
        return ticks;
    }

    @Override
    public long declaredDurationMicros() {
        if (bytes.unfinished() && !isMatroska()) {
            // guessed from where the file ends
            return 0;
        }
        long own = stream.getDuration();
        if (own > 0) {
            return ticks.lengthMicros(own);
        }
        long whole = demuxer.getDuration();
        return whole > 0 ? whole : 0;
    }

    @Override
    public boolean seek(long pts) {
        try {
            int result = demuxer.seek(streamIndex, Long.MIN_VALUE, pts, pts, 0);
            input.rethrow();
            return result >= 0;
        } catch (IOException | InterruptedException e) {
            input.rethrow();
            return false;
        } catch (OutOfMemoryError e) {
            throw failure("this video is damaged and can't be decoded", e);
        }
    }

    @Override
    public boolean seeksByDecodingTime() {
        return true;
    }

    @Override
    public @Nullable Packet read() {
        while (true) {
            MediaPacket packet = spare != null ? spare : MediaPacket.make();
            spare = null;
            int result;
            try {
                result = demuxer.read(packet);
            } catch (IOException | InterruptedException | RuntimeException e) {
                result = -1;
            } catch (OutOfMemoryError e) {
                spare = packet;
                throw failure("this video is damaged and can't be decoded", e);
            }
            if (result < 0) {
                spare = packet;
                input.rethrow();
                return end();
            }
            if (packet.getStreamIndex() == streamIndex && packet.isComplete()) {
                Packet next = new Packet(
                        new HumblePacket(packet), packet.getPts(), packet.getDts(), packet.isKeyPacket(), true);
                if (next.dts() <= index.lastWholeTime()) {
                    return next;
                }
                spare = packet;
                return end();
            }
            spare = packet;
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
        return stream.getNumIndexEntries();
    }

    @Override
    public FrameIndex.Entry get(int index) {
        IndexEntry entry = stream.getIndexEntry(index);
        try {
            return new FrameIndex.Entry(entry.getPosition(), entry.getSize(), entry.getTimeStamp(), entry.isKeyFrame());
        } finally {
            entry.delete();
        }
    }

    @Override
    public int find(long time, int flags) {
        return stream.findTimeStampPositionInIndex(time, flags);
    }

    @Override
    public long frames() {
        return stream.getNumFrames();
    }

    /** Whether colours may be told by the container in a place that Humble doesn't read. */
    boolean isMatroska() {
        return format == MediaFormat.MATROSKA;
    }

    /** See {@link ContainerColour}. */
    ColourCodes containerColour(boolean frames) {
        return ContainerColour.of(bytes, format.demuxer(), streamIndex, frames);
    }

    void rethrow() {
        input.rethrow();
    }

    @Override
    public void close() {
        if (spare != null) {
            spare.delete();
            spare = null;
        }
        stream.delete();
        release();
    }

    private void release() {
        try {
            demuxer.close();
        } catch (IOException | InterruptedException | RuntimeException e) {
            // nothing can be done for a demuxer that does not even close
        } finally {
            demuxer.delete();
            HumbleIO.unmap(url);
        }
    }

    private DemuxerStream bestVideoStream() throws IOException, InterruptedException {
        DemuxerStream best = null;
        long bestArea = 0;
        for (int i = 0; i < demuxer.getNumStreams(); i++) {
            DemuxerStream candidate = demuxer.getStream(i);
            long area = pictureArea(candidate);
            if (area > bestArea) {
                best = candidate;
                bestArea = area;
            }
        }
        if (best == null) {
            throw new PictureException(new Failure.Undecodable("this file has no video stream", ""));
        }
        return best;
    }

    /** Stored pixels of a decodable video stream, 0 for everything else, cover pictures of sound files among it. */
    private static long pictureArea(DemuxerStream stream) {
        var decoder = stream.getDecoder();
        if (decoder == null || decoder.getCodecType() != MediaDescriptor.Type.MEDIA_VIDEO) {
            return 0;
        }
        boolean coverPicture =
                stream.getDisposition() == io.humble.video.ContainerStream.Disposition.DISPOSITION_ATTACHED_PIC;
        return coverPicture ? 0 : Math.max(1, (long) decoder.getWidth() * decoder.getHeight());
    }

    /** Clockwise degrees that make the frame upright, as the container says. */
    int rotation() {
        KeyValueBag tags = stream.getMetaData();
        try {
            String value = tags == null ? null : tags.getValue("rotate");
            return value == null ? 0 : Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * What a failure in Humble means. It throws the JVM's own error where the system refused it a piece of memory: a length that
     * damage has made absurd, mostly. Nothing was taken, and the worker is well; with a full heap it is not.
     *
     * @param message for the client, unless the failure is one of ours
     */
    static PictureException failure(String message, Throwable cause) {
        if (cause instanceof PictureException known) {
            return known;
        }
        if (cause instanceof OutOfMemoryError error && !NATIVE_MEMORY.equals(error.getMessage())) {
            throw error;
        }
        return new PictureException(new Failure.Undecodable(message, String.valueOf(cause.getMessage())));
    }
}
