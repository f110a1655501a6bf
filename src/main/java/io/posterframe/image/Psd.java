package io.posterframe.image;

import com.twelvemonkeys.imageio.plugins.psd.PSDImageWriterSpi;
import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Photoshop's format, 8 bits a channel, rows packed. A picture with alpha is one layer, and beside it stands what it looks
 * like over white, as the format wants it.
 */
final class Psd implements Encoder {
    @Override
    public PixelLayout layout(boolean alpha) {
        return alpha ? PixelLayout.RGBA : PixelLayout.RGB;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        ImageWriter writer = new PSDImageWriterSpi().createWriterInstance(null);
        Pixels layer = pixels.layout().alpha() ? pixels : null;
        try (PsdSections sections = new PsdSections(out, encoding.density(), layer);
                ImageOutputStream file = new MemoryCacheImageOutputStream(sections)) {
            writer.setOutput(file);
            writer.write(NativeImage.overWhite(pixels));
        } finally {
            writer.dispose();
        }
    }
}
