package io.posterframe.clips;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** A second of video that can be seen through: {@link Pictures#patternWithAlpha} in a MOV, each frame a key frame. */
public final class Movies {
    private static final int FRAMES = 5;

    private Movies() {}

    /**
     * Encoded by FFmpeg.
     *
     * @param encoder     prores_ks, qtrle or png
     * @param pixelFormat FFmpeg's name of one that has alpha
     */
    public static byte[] withAlpha(String encoder, String pixelFormat, int width, int height) {
        Map<String, String> options = encoder.equals("prores_ks") ? Map.of("profile", "4444") : Map.of();
        List<BufferedImage> images = Collections.nCopies(FRAMES, Pictures.patternWithAlpha(width, height));
        PictureEncoder.Layer layer = new PictureEncoder.Layer(encoder, pixelFormat, Colours.UNTAGGED, options, images);
        try {
            return PictureEncoder.file("mov", Map.of(), 1000 / FRAMES, List.of(layer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of PNGs with palettes. */
    public static byte[] withPalette(int width, int height) {
        byte[] png = palettePng(width, height);
        AVCodecParameters parameters = avcodec_parameters_alloc();
        parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(AV_CODEC_ID_PNG);
        parameters.width(width).height(height);
        List<Encoded.Packet> packets = LongStream.range(0, FRAMES)
                .mapToObj(i -> new Encoded.Packet(png, i, i, 1, true))
                .toList();
        try {
            Path file = Files.createTempFile("palette", ".mov");
            Muxer.write(
                    List.of(new Muxer.Track(new Encoded(parameters, FRAMES, packets), 0, 0)), "mov", Map.of(), file);
            byte[] movie = Files.readAllBytes(file);
            Files.delete(file);
            return movie;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG of {@link Pictures#patternWithAlpha} whose palette says how far each colour can be seen through. */
    public static byte[] palettePng(int width, int height) {
        byte[][] channels = new byte[4][256];
        for (int i = 0; i < Pictures.QUARTERS.size(); i++) {
            for (int c = 0; c < 3; c++) {
                channels[c][i] = (byte) (Pictures.QUARTERS.get(i) >> 16 - 8 * c);
            }
            channels[3][i] = (byte) (int) Pictures.ALPHAS.get(i);
        }
        IndexColorModel palette = new IndexColorModel(8, 256, channels[0], channels[1], channels[2], channels[3]);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int quarter = (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
                image.getRaster().setSample(x, y, 0, quarter);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
