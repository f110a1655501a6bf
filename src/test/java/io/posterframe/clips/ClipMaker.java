package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.humble.ferry.Logger;
import io.posterframe.clips.Recipe.Damaged;
import io.posterframe.clips.Recipe.Junk;
import io.posterframe.clips.Recipe.SoundOnly;
import io.posterframe.clips.Recipe.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes all clips, one after the other, each encoded stream once. The main class of the child JVM of {@link Clips}. */
final class ClipMaker {
    private static final int NOISE_BYTES = 300_000;

    private final Path folder;
    private final Map<Video, Encoded> encoded = new HashMap<>();

    private ClipMaker(Path folder) {
        this.folder = folder;
    }

    /** Writes all clips into the folder given. */
    public static void main(String[] arguments) throws IOException {
        for (Logger.Level level : Logger.Level.values()) {
            Logger.setGlobalIsLogging(level, false);
        }
        av_log_set_level(AV_LOG_ERROR);
        ClipMaker maker = new ClipMaker(Path.of(arguments[0]));
        for (Clip clip : Clip.values()) {
            long begun = System.nanoTime();
            maker.make(clip);
            System.out.println(clip + " " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }

    private void make(Clip clip) throws IOException {
        Path file = folder.resolve(clip.fileName());
        if (clip.recipe instanceof Whole whole && whole.video().codec().isMadeBeforehand()) {
            try (InputStream made = ClipMaker.class.getResourceAsStream(clip.fileName())) {
                Files.copy(made, file);
            }
        } else if (clip.recipe instanceof Whole whole) {
            write(whole, file);
        } else if (clip.recipe instanceof SoundOnly recipe) {
            Encoded sound = FfmpegEncoder.encode(recipe.sound());
            Muxer.write(List.of(new Muxer.Track(sound, 0, 0)), recipe.format(), Map.of(), file);
        } else if (clip.recipe instanceof Damaged damaged) {
            Files.write(file, damage(damaged));
        } else if (clip.recipe instanceof Junk junk) {
            Files.write(file, content(junk));
        }
    }

    private void write(Whole whole, Path file) {
        Video video = whole.video();
        Encoded stream = encoded.computeIfAbsent(video, ClipMaker::encode);
        List<Muxer.Track> tracks = new ArrayList<>();
        tracks.add(new Muxer.Track(stream, whole.container().start(), video.shape().rotation));
        if (whole.sound() != null) {
            tracks.add(new Muxer.Track(FfmpegEncoder.encode(whole.sound()), 0, 0));
        }
        Muxer.write(tracks, whole.container().format(), whole.container().options(), file);
    }

    private static Encoded encode(Video video) {
        return switch (video.codec()) {
            case H264, H264_OPEN_GOP -> X264.encode(video);
            default -> FfmpegEncoder.encode(video);
        };
    }

    private byte[] damage(Damaged recipe) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(recipe.of().fileName()));
        List<Encoded.Packet> packets = encoded.get(recipe.of().video()).packets();
        return switch (recipe.damage()) {
            case CUT_IN_HALF -> Arrays.copyOf(bytes, bytes.length / 2);
            case CUT_AT_FRAME_100 -> Arrays.copyOf(bytes, bytes.length - bytesFrom(packets, 100) + 100);
            case NOISE_IN_FRAMES_60_TO_69 -> {
                byte[] noise = new byte[bytesFrom(packets, 60) - bytesFrom(packets, 70)];
                new Random(60).nextBytes(noise);
                System.arraycopy(noise, 0, bytes, bytes.length - bytesFrom(packets, 60), noise.length);
                yield bytes;
            }
        };
    }

    /** How many bytes lie from the packet at a place in decoding order to the end of a file that ends with its media. */
    private static int bytesFrom(List<Encoded.Packet> packets, int place) {
        return packets.stream().skip(place).mapToInt(p -> p.data().length).sum();
    }

    private static byte[] content(Junk recipe) {
        return switch (recipe.content()) {
            case NOTHING -> new byte[0];
            case TEXT -> "This is a text and no video.\n".getBytes(StandardCharsets.US_ASCII);
            case NOISE -> {
                byte[] noise = new byte[NOISE_BYTES];
                new Random(1).nextBytes(noise);
                yield noise;
            }
        };
    }
}
