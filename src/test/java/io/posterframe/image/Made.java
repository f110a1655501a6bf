package io.posterframe.image;

import io.posterframe.clips.Clip;
import io.posterframe.decode.Engines;
import io.posterframe.decode.FileBytes;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures made of clips and read back with the JDK's readers. */
final class Made {
    static final Encoding PNG = new Encoding(ImageFormat.PNG, 0, 0);
    static final Encoding JPEG = new Encoding(ImageFormat.JPEG, 75, 0);

    private static boolean loaded;

    private Made() {}

    static Geometry box(int width, int height, Crop crop) {
        return new Geometry(width, height, crop, SourceRectangle.WHOLE, Rgb.WHITE);
    }

    static BufferedImage picture(Clip clip, Moment moment, Geometry geometry, Encoding encoding) {
        return read(file(clip, moment, geometry, encoding).bytes());
    }

    /** A finished file. */
    record Written(byte[] bytes, MadePicture picture) {
        int width() {
            return picture.width();
        }

        int height() {
            return picture.height();
        }
    }

    static Written file(Clip clip, Moment moment, Geometry geometry, Encoding encoding) {
        if (!loaded) {
            new Engines(EngineChoice.AUTO, 36_000_000).load();
            loaded = true;
        }
        try (Video video = new Engines(EngineChoice.AUTO, 36_000_000).open(new FileBytes(clip), Zero.FIRST_FRAME)) {
            return file(video, moment, geometry, encoding);
        }
    }

    static Written file(Video video, Moment moment, Geometry geometry, Encoding encoding) {
        try (PictureMaker maker = new PictureMaker()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MadePicture made =
                    maker.make(video, new PictureSpec(moment, geometry, encoding), PictureConfig.DEFAULTS, out);
            return new Written(out.toByteArray(), made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an encoder writes. */
    static byte[] encoded(Encoder encoder, Pixels pixels, Encoding encoding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            encoder.encode(pixels, encoding, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
