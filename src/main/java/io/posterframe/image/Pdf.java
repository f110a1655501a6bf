package io.posterframe.image;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * PDF of one page that the picture fills: a pixel is a point, or as many of them an inch as the density says. The picture
 * inside is the JPEG of the same quality.
 */
final class Pdf implements Encoder {
    private static final float POINTS_PER_INCH = 72;

    private final Encoder jpeg;

    /** @param quality decides which encoder writes the JPEG */
    Pdf(int quality) {
        jpeg = Encoder.of(new Encoding(ImageFormat.JPEG, quality, 0));
    }

    @Override
    public PixelLayout layout(boolean alpha) {
        return jpeg.layout(false);
    }

    @Override
    public void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException {
        float point = encoding.density() == 0 ? 1 : POINTS_PER_INCH / encoding.density();
        PDRectangle size = new PDRectangle(pixels.width() * point, pixels.height() * point);
        try (PDDocument document = new PDDocument()) {
            // otherwise it would be made of the time, and two files of one picture would differ
            document.setDocumentId(0L);
            PDPage page = new PDPage(size);
            document.addPage(page);
            PDImageXObject image = image(document, pixels, encoding);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(image, 0, 0, size.getWidth(), size.getHeight());
            }
            document.save(out);
        }
    }

    private PDImageXObject image(PDDocument document, Pixels pixels, Encoding encoding) throws IOException {
        PDStream stream = new PDStream(document);
        try (OutputStream raw = stream.getCOSObject().createRawOutputStream()) {
            jpeg.encode(pixels, encoding, raw);
        }
        stream.getCOSObject().setItem(COSName.FILTER, COSName.DCT_DECODE);
        stream.getCOSObject().setItem(COSName.SUBTYPE, COSName.IMAGE);
        PDImageXObject image = new PDImageXObject(stream, null);
        image.setWidth(pixels.width());
        image.setHeight(pixels.height());
        image.setBitsPerComponent(8);
        image.setColorSpace(PDDeviceRGB.INSTANCE);
        return image;
    }
}
