package io.posterframe.decode;

import io.posterframe.picture.Engine;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens videos with the engine that reads them well. When both may, that is Humble, and FFmpeg for what Humble refuses,
 * for what it is known to get wrong, and on machines where it does not load.
 */
public final class Engines implements VideoOpener {
    private final EngineChoice choice;
    private final long maxPixels;

    /** @param maxPixels the most pixels that a frame may have */
    public Engines(EngineChoice choice, long maxPixels) {
        this.choice = choice;
        this.maxPixels = maxPixels;
    }

    /**
     * Loads the native libraries and silences them: what they say of strangers' files is for nobody.
     *
     * @return which engines will decode
     * @throws IllegalStateException when Humble alone may decode, and does not load
     */
    public Set<Engine> load() {
        ContainerColour.load();
        if (choice == EngineChoice.FFMPEG || !HumbleLibrary.isThere() && choice == EngineChoice.AUTO) {
            return EnumSet.of(Engine.FFMPEG);
        }
        if (!HumbleLibrary.isThere()) {
            throw new IllegalStateException("decode.engine is humble, but Humble Video does not load on this machine");
        }
        return choice == EngineChoice.HUMBLE ? EnumSet.of(Engine.HUMBLE) : EnumSet.allOf(Engine.class);
    }

    @Override
    public Video open(MediaBytes bytes, Zero zero) {
        return open(bytes, zero, null);
    }

    /**
     * An opener of the pieces of one video, which remembers what served the one before.
     *
     * @param engine which one is known to have served that video, or null
     */
    public VideoOpener knowing(@Nullable Engine engine) {
        return new KnownEngine(this, engine);
    }

    /**
     * Opens a video and finds out what is in it. Reads the container's index and, where the headers do not tell enough,
     * the first frames.
     *
     * @param known which engine served the same video before, or null
     */
    public Video open(MediaBytes bytes, Zero zero, @Nullable Engine known) {
        MediaFormat format = formatOf(bytes);
        if (choice == EngineChoice.HUMBLE) {
            return openHumble(bytes, format, zero);
        }
        boolean humbleFirst = choice == EngineChoice.AUTO
                && known != Engine.FFMPEG
                && HumbleLibrary.isThere()
                && !isForFfmpeg(bytes, format);
        if (!humbleFirst) {
            return openFfmpeg(bytes, format, zero);
        }
        try {
            return new EitherVideo(openHumble(bytes, format, zero), () -> openFfmpeg(bytes, format, zero));
        } catch (PictureException e) {
            if (e.failure() instanceof Failure.Undecodable) {
                return openFfmpeg(bytes, format, zero);
            }
            throw e;
        }
    }

    /**
     * Humble doesn't see that a picture is mirrored, loses its way in some fragments, and is a frame late where B-frames
     * have no times, as in AVI.
     */
    private static boolean isForFfmpeg(MediaBytes bytes, MediaFormat format) {
        if (format != MediaFormat.MP4) {
            return format == MediaFormat.AVI;
        }
        Mp4Head head = Mp4Head.of(bytes);
        return head.fragmented() || head.mirrored();
    }

    private static MediaFormat formatOf(MediaBytes bytes) {
        byte[] head = new byte[MediaFormat.HEAD_BYTES];
        int count = 0;
        int more;
        while (count < head.length && (more = read(bytes, head, count)) > 0) {
            count += more;
        }
        MediaFormat format = MediaFormat.of(ByteBuffer.wrap(head, 0, count).slice())
                .orElseThrow(() -> new PictureException(
                        new Failure.Undecodable("this is neither a video nor an image that can be read", "format")));
        if (format == MediaFormat.SOUND) {
            throw new PictureException(new Failure.Undecodable("this file has no video stream", "sound"));
        }
        return format;
    }

    private static int read(MediaBytes bytes, byte[] head, int from) {
        byte[] part = new byte[head.length - from];
        int count = bytes.read(from, part, part.length);
        if (count > 0) {
            System.arraycopy(part, 0, head, from, count);
        }
        return count;
    }

    private SeekingVideo openHumble(MediaBytes bytes, MediaFormat format, Zero zero) {
        HumbleFile file = new HumbleFile(bytes, format);
        HumbleDecoder decoder;
        boolean alone = choice == EngineChoice.HUMBLE;
        try {
            decoder = new HumbleDecoder(file, maxPixels);
            if (!alone && !decoder.readsWell()) {
                decoder.close();
                throw new PictureException(new Failure.Undecodable("there is no decoder for this video", "pixels"));
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            file.close();
            throw HumbleFile.failure("there is no decoder for this video", e);
        }
        return new SeekingVideo(Engine.HUMBLE, file, decoder, zero, !alone);
    }

    private SeekingVideo openFfmpeg(MediaBytes bytes, MediaFormat format, Zero zero) {
        FfmpegFile file = new FfmpegFile(bytes, format);
        FfmpegVideoDecoder decoder;
        try {
            decoder = new FfmpegVideoDecoder(file, maxPixels);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        return new SeekingVideo(Engine.FFMPEG, file, decoder, zero, false);
    }
}
