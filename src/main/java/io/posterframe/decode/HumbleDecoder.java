package io.posterframe.decode;

import io.humble.ferry.Buffer;
import io.humble.video.Codec;
import io.humble.video.Decoder;
import io.humble.video.MediaPacket;
import io.humble.video.MediaPicture;
import io.humble.video.Rational;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Humble's decoder of one stream, with one thread: compressed frames in, pictures out. */
final class HumbleDecoder implements VideoDecoder {
    private static final int FULL_RANGE = 2;
    private static final int RGB_MATRIX = 0;

    /** Of names such as yuv420p10le: more than 8 bits a sample. */
    private static final Pattern DEEP = Pattern.compile("p(9|1[0-6])[lb]e$");

    /** Whose halved chroma lies between two pixels. */
    private static final Set<Codec.ID> CENTRED =
            Set.of(Codec.ID.CODEC_ID_MJPEG, Codec.ID.CODEC_ID_MPEG1VIDEO, Codec.ID.CODEC_ID_THEORA);

    private final HumbleFile file;
    private final Decoder decoder;
    private final long maxPixels;
    private @Nullable MediaPicture picture;
    private @Nullable MediaPicture kept;
    private @Nullable ColourCodes container;
    private boolean skipping;
    private @Nullable MediaPacket packet;
    /** Whether what was sent last may still give a picture. */
    private boolean waiting;

    private boolean erred;

    HumbleDecoder(HumbleFile file, long maxPixels) {
        this.file = file;
        this.maxPixels = maxPixels;
        this.decoder = file.stream().getDecoder();
        checkSize();
        decoder.setProperty("threads", "1");
        decoder.open(null, null);
    }

    /** Whether its pictures are right: it takes HEVC in RGB for YUV and cuts other HEVC than 4:2:0 too small, and gets shades of grey wrong. */
    boolean readsWell() {
        String format = decoder.getPixelFormat().name();
        boolean rgbAsYuv = format.contains("_YUV") && number("colorspace") == RGB_MATRIX;
        boolean cutTooSmall = decoder.getCodecID() == Codec.ID.CODEC_ID_HEVC && !format.contains("_YUV420P");
        return !rgbAsYuv && !cutTooSmall && !format.contains("_GRAY");
    }

    @Override
    public void flush() {
        waiting = false;
        erred = false;
        decoder.flush();
    }

    @Override
    public void skipUnreferenced(boolean skip) {
        if (skipping != skip) {
            decoder.setProperty("skip_frame", skip ? "noref" : "default");
            skipping = skip;
        }
    }

    @Override
    public void send(Packet.@Nullable Data packet) {
        this.packet = packet == null ? null : ((HumblePacket) packet).packet();
        waiting = true;
    }

    /** A packet gives one picture at most; the end of all packets gives those that were held back. */
    @Override
    public @Nullable Decoded next() {
        if (!waiting) {
            return null;
        }
        MediaPacket sent = packet;
        MediaPicture shown = decode(sent);
        waiting = sent == null && shown != null;
        packet = null;
        return shown == null ? null : new HumblePicture(shown);
    }

    private @Nullable MediaPicture decode(@Nullable MediaPacket packet) {
        MediaPicture target = target();
        target.setComplete(false);
        try {
            int offset = 0;
            int size = packet == null ? 0 : packet.getSize();
            do {
                int used = decoder.decodeVideo(target, packet, offset);
                if (used <= 0 || target.isComplete()) {
                    break;
                }
                offset += used;
            } while (offset < size);
        } catch (RuntimeException e) {
            // the codec of 2014 throws at packets that it can't use and goes on well with the next
            erred = true;
            return null;
        } catch (OutOfMemoryError e) {
            throw HumbleFile.failure("this video is damaged and can't be decoded", e);
        }
        return target.isComplete() ? target : null;
    }

    @Override
    public void keep() {
        MediaPicture swapped = kept;
        kept = picture;
        picture = swapped;
    }

    @Override
    public @Nullable Decoded kept() {
        return kept == null ? null : new HumblePicture(kept);
    }

    @Override
    public boolean erred() {
        return erred;
    }

    private final class HumblePicture implements Decoded {
        private final MediaPicture picture;

        HumblePicture(MediaPicture picture) {
            this.picture = picture;
        }

        @Override
        public long pts() {
            return picture.getTimeStamp();
        }

        @Override
        public void show(Consumer<Frame> viewer) {
            List<Buffer> owned = new ArrayList<>();
            try {
                viewer.accept(describe(picture, owned));
            } finally {
                owned.forEach(Buffer::delete);
            }
        }
    }

    private Frame describe(MediaPicture picture, List<Buffer> owned) {
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[picture.getNumDataPlanes()];
        for (int i = 0; i < strides.length; i++) {
            Buffer data = picture.getData(i);
            if (data == null) {
                // it has no place for planes that came uncompressed
                throw new PictureException(
                        new Failure.Undecodable("there is no decoder for this video", "no plane " + i));
            }
            owned.add(data);
            planes.add(data.getByteBuffer(0, data.getBufferSize()));
            strides[i] = picture.getLineSize(i);
        }
        String format =
                picture.getFormat().name().substring("PIX_FMT_".length()).toLowerCase(Locale.ROOT);
        return new Frame(
                planes,
                strides,
                format,
                picture.getWidth(),
                picture.getHeight(),
                picture.getWidth(),
                picture.getHeight(),
                colour(format, picture),
                shape(),
                scan(picture));
    }

    private Colour colour(String format, MediaPicture picture) {
        int range = format.startsWith("yuvj") ? FULL_RANGE : number("color_range");
        ColourCodes codes =
                new ColourCodes(number("color_primaries"), number("color_trc"), number("colorspace"), range);
        boolean deep = DEEP.matcher(format).find();
        if (codes.mayBeHdr() || codes.saysNothing() && deep) {
            codes = codes.or(fromContainer(true));
        } else if (codes.saysNothing() && file.isMatroska()) {
            codes = codes.or(fromContainer(false));
        }
        boolean centred = CENTRED.contains(decoder.getCodecID());
        return codes.colour(picture.getHeight()).at(centred ? Colour.Chroma.CENTRE : Colour.Chroma.LEFT);
    }

    /** Asked at most once: what a container says doesn't change. */
    private ColourCodes fromContainer(boolean frames) {
        ColourCodes found = container;
        if (found == null) {
            found = file.containerColour(frames);
            container = found;
        }
        return found;
    }

    private static Frame.Scan scan(MediaPicture picture) {
        if (!picture.isInterlacedFrame()) {
            return Frame.Scan.PROGRESSIVE;
        }
        return picture.isTopFieldFirst() ? Frame.Scan.TOP_FIELD_FIRST : Frame.Scan.BOTTOM_FIELD_FIRST;
    }

    private Shape shape() {
        Rational aspect = file.stream().getSampleAspectRatio();
        int num = aspect == null ? 0 : aspect.getNumerator();
        int den = aspect == null ? 0 : aspect.getDenominator();
        if (num <= 0 || den <= 0) {
            Rational own = decoder.getPropertyAsRational("aspect");
            num = own == null ? 0 : own.getNumerator();
            den = own == null ? 0 : own.getDenominator();
        }
        return new Shape(Math.floorMod(file.rotation(), 360) / 90, num, den);
    }

    private int number(String property) {
        try {
            return decoder.getPropertyAsInt(property);
        } catch (RuntimeException e) {
            return -1;
        }
    }

    /** A picture of the size and format that the decoder has now: both may change in the middle of a stream. */
    private MediaPicture target() {
        MediaPicture current = picture;
        if (current != null
                && current.getWidth() == decoder.getWidth()
                && current.getHeight() == decoder.getHeight()
                && current.getFormat() == decoder.getPixelFormat()) {
            return current;
        }
        checkSize();
        if (current != null) {
            picture = null;
            current.delete();
        }
        try {
            MediaPicture made = MediaPicture.make(decoder.getWidth(), decoder.getHeight(), decoder.getPixelFormat());
            picture = made;
            return made;
        } catch (RuntimeException | OutOfMemoryError e) {
            // Humble has no room for shades of grey alone, among others
            throw HumbleFile.failure("there is no decoder for this video", e);
        }
    }

    private void checkSize() {
        FrameSize.check(decoder.getWidth(), decoder.getHeight(), maxPixels);
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.delete();
        }
        if (kept != null) {
            kept.delete();
        }
        decoder.delete();
    }
}
