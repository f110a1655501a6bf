package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Baseline JPEG from the JDK, which takes any tables; slower than FFmpeg's encoder, so only below its range. The tables are
 * put in through the metadata: by its quality setting the JDK scales them a little otherwise than IJG's library, and
 * other tools then don't recognise the quality.
 */
final class JdkJpeg implements Encoder {
    private static final String WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriter";
    private static final String METADATA = "javax_imageio_jpeg_image_1.0";

    @Override
    public PixelLayout layout(boolean alpha) {
        return PixelLayout.RGB;
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream target) throws IOException {
        ImageWriter writer = writer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            BufferedImage image = NativeImage.overWhite(pixels);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            setTables(metadata, encoding.quality());
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), null);
        } finally {
            writer.dispose();
        }
        ByteBuffer jpeg = ByteBuffer.wrap(bytes.toByteArray());
        NativeBytes.write(Jfif.start(jpeg, encoding.density(), target), target);
    }

    private static void setTables(IIOMetadata metadata, int quality) throws IOException {
        Node root = metadata.getAsTree(METADATA);
        NodeList tables = ((Element) root).getElementsByTagName("dqtable");
        ((IIOMetadataNode) tables.item(0)).setUserObject(table(QuantTables.luma(quality)));
        ((IIOMetadataNode) tables.item(1)).setUserObject(table(QuantTables.chroma(quality)));
        metadata.setFromTree(METADATA, root);
    }

    private static JPEGQTable table(short[] values) {
        int[] copy = new int[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return new JPEGQTable(copy);
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().equals(WRITER)) {
                return writer;
            }
        }
        throw new IllegalStateException("this JDK has no " + WRITER);
    }
}
