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
import org.jspecify.annotations.Nullable;

/**
 * An open container: its video stream, the index, and the stream's packets in decoding order. Owns the demuxer and every
 * object that it hands out except packets.
 */
final class HumbleFile implements AutoCloseable {
    private static final int SEARCH_BACKWARD = 1;
    private static final int SEARCH_ANY = 4;
    private static final long BEFORE_EVERYTHING_MICROS = 3_600_000_000L;

    private final MediaBytes bytes;
    private final HumbleInput input;
    private final String url;
    private final Demuxer demuxer;
    private final DemuxerStream stream;
    private final Ticks ticks;
    private final int streamIndex;
    /** Whether the index names frames, and not only the keyframes that can be sought. */
    private final boolean everyFrameIndexed;
    /** The latest decoding time whose frame is wholly inside the file: less than the end only for a file that was cut. */
    private final long lastWholeTime;

    private final String demuxerName;

    private @Nullable MediaPacket spare;

    HumbleFile(MediaBytes bytes) {
        this.bytes = bytes;
        this.input = new HumbleInput(bytes);
        this.url = HumbleIO.map(input);
        this.demuxer = Demuxer.make();
        try {
            demuxer.open(url, null, false, true, null, null);
            this.stream = bestVideoStream();
        } catch (IOException | InterruptedException | RuntimeException e) {
            release();
            input.rethrow();
            throw e instanceof PictureException known
                    ? known
                    : undecodable("this is neither a video nor an image that can be read", e);
        }
        this.streamIndex = stream.getIndex();
        Rational base = stream.getTimeBase();
        long start = stream.getStartTime();
        this.ticks = new Ticks(base.getNumerator(), base.getDenominator(), start == Packet.UNKNOWN ? 0 : start);
        this.everyFrameIndexed = indexNamesEveryFrame();
        this.lastWholeTime = findLastWholeTime();
        this.demuxerName = demuxerName();
    }

    /** The first of its names: {@code mov} of {@code mov,mp4,m4a,3gp,3g2,mj2}. */
    private String demuxerName() {
        DemuxerFormat format = demuxer.getFormat();
        try {
            return format == null ? "" : format.getName().split(",")[0];
        } finally {
            if (format != null) {
                format.delete();
            }
        }
    }

    /** See {@link #read()}: packets end with this decoding time. */
    long lastWholeTime() {
        return lastWholeTime;
    }

    DemuxerStream stream() {
        return stream;
    }

    Ticks ticks() {
        return ticks;
    }

    /** What the container says of the video's length, or of its own; 0 when neither is known. */
    long declaredDurationMicros() {
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

    /** Moves to the last place at or before the time where decoding may start, as far as the container knows. */
    boolean seek(long pts) {
        try {
            int result = demuxer.seek(streamIndex, Long.MIN_VALUE, pts, pts, 0);
            input.rethrow();
            return result >= 0;
        } catch (IOException | InterruptedException e) {
            input.rethrow();
            return false;
        }
    }

    /** Moves to the very first packet. Transport streams find their start only from a time well before it. */
    void rewind() {
        if (!seek(ticks.start() - ticks.length(BEFORE_EVERYTHING_MICROS))) {
            seek(ticks.start());
        }
    }

    /**
     * The next packet of the video, or null behind the last that is whole. The caller deletes its data. Fails with
     * NotUploadedYet instead behind the last of an unfinished file.
     */
    @Nullable
    Packet read() {
        while (true) {
            MediaPacket packet = spare != null ? spare : MediaPacket.make();
            spare = null;
            int result;
            try {
                result = demuxer.read(packet);
            } catch (IOException | InterruptedException | RuntimeException e) {
                result = -1;
            }
            if (result < 0) {
                spare = packet;
                input.rethrow();
                return end();
            }
            if (packet.getStreamIndex() == streamIndex && packet.isComplete()) {
                Packet next = Packet.of(packet);
                if (next.dts() <= lastWholeTime) {
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

    /**
     * Where the stretch that decodes the frame at {@code toPts} lies, told to the byte source so that it can be fetched at
     * once. Does nothing when the index does not name every frame.
     *
     * @return the decoding time of the last packet of the stretch, or one that is surely later
     */
    long expect(long fromPts, long toPts) {
        long unknown = toPts + 1;
        if (!everyFrameIndexed) {
            return unknown;
        }
        int first = stream.findTimeStampPositionInIndex(fromPts, SEARCH_BACKWARD);
        int last = stream.findTimeStampPositionInIndex(toPts, SEARCH_BACKWARD | SEARCH_ANY);
        int entries = stream.getNumIndexEntries();
        if (first < 0 || last < first) {
            return unknown;
        }
        boolean proven =
                last + 1 < entries && indexIsComplete() && place(last + 1).timeStamp() > toPts;
        // otherwise one frame more: the one whose decoding time proves that no earlier frame is missing
        Place from = place(first);
        Place to = place(proven ? last : Math.min(last + 1, entries - 1));
        if (to.end() > from.position()) {
            bytes.expect(from.position(), to.end());
        }
        return proven ? to.timeStamp() : unknown;
    }

    /** Whether the index will not grow: that of a file in fragments knows only those that were read. */
    private boolean indexIsComplete() {
        return stream.getNumFrames() == stream.getNumIndexEntries();
    }

    /** The time stamp of the keyframe that a frame at {@code pts} rests on, or UNKNOWN without an index of all frames. */
    long keyframeBefore(long pts) {
        if (!everyFrameIndexed) {
            return Packet.UNKNOWN;
        }
        int found = stream.findTimeStampPositionInIndex(pts, SEARCH_BACKWARD);
        return found < 0 ? Packet.UNKNOWN : place(found).timeStamp();
    }

    /** Whether colours may be told by the container in a place that Humble doesn't read. */
    boolean isMatroska() {
        return demuxerName.equals("matroska");
    }

    /** See {@link ContainerColour}. */
    ColourCodes containerColour(boolean frames) {
        return ContainerColour.of(bytes, demuxerName, streamIndex, frames);
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

    private boolean indexNamesEveryFrame() {
        int entries = Math.min(stream.getNumIndexEntries(), 32);
        for (int i = 0; i < entries; i++) {
            if (!place(i).key()) {
                return true;
            }
        }
        return false;
    }

    private long findLastWholeTime() {
        int low = 0;
        int high = stream.getNumIndexEntries() - 1;
        // an index that names no sizes leads to clusters, not frames
        if (high < 0 || place(high).size() <= 0 || place(high).end() <= bytes.size()) {
            return Long.MAX_VALUE;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (place(middle).end() <= bytes.size()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return place(low).timeStamp();
    }

    private Place place(int index) {
        IndexEntry entry = stream.getIndexEntry(index);
        try {
            return new Place(entry.getPosition(), entry.getSize(), entry.getTimeStamp(), entry.isKeyFrame());
        } finally {
            entry.delete();
        }
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

    static PictureException undecodable(String message, Throwable cause) {
        return new PictureException(new Failure.Undecodable(message, String.valueOf(cause.getMessage())));
    }

    /** A frame's place in the file. */
    private record Place(long position, int size, long timeStamp, boolean key) {
        long end() {
            return position + size;
        }
    }
}
