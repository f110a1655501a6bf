package io.posterframe.image;

import com.twelvemonkeys.imageio.plugins.psd.PSDImageWriterSpi;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photoshop's format, 8 bits a channel, rows packed; one picture without layers, with its alpha as a fourth channel. */
final class Psd implements Encoder {
    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.RGBA : PixelLayout.RGB;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        SideLimit.check(ImageFormat.PSD, pixels.width(), pixels.height());
        ImageWriter writer = new PSDImageWriterSpi().createWriterInstance(null);
        try (ImageOutputStream file = new MemoryCacheImageOutputStream(new PsdResolution(out, encoding.density()))) {
            writer.setOutput(file);
            writer.write(NativeImage.of(pixels));
        } finally {
            writer.dispose();
        }
    }
}
