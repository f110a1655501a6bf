package io.posterframe.decode;

import io.posterframe.picture.PictureException;
import io.posterframe.still.ImageHeader;
import io.posterframe.still.Tiff;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** The first picture of a TIFF: by FFmpeg, but tiles and JPEG in strips, which FFmpeg gets wrong, by the JDK. */
final class TiffFrames implements ImageFrames {
    private static final String READER = "com.sun.imageio.plugins.tiff.TIFFImageReader";
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;
    private static final int ROWS = 64;

    /** The JDK decodes a whole tile or strip in Java's heap, which is small. */
    private static final long MOST_TILE_PIXELS = 1 << 22;

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;
    private final long tileWidth;
    private final long tileHeight;
    private final boolean forFfmpeg;

    TiffFrames(ImageMemory memory, ImageHeader header, Shape shape, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
        Tiff tags = new Tiff(memory.bytes());
        int compression = tags.number(Tiff.COMPRESSION);
        boolean tiled = tags.number(Tiff.TILE_WIDTH) != 0;
        int rows = tags.number(Tiff.ROWS_PER_STRIP);
        tileWidth = tiled ? tags.number(Tiff.TILE_WIDTH) : header.width();
        tileHeight = tiled ? tags.number(Tiff.TILE_HEIGHT) : rows > 0 ? rows : header.height();
        forFfmpeg = !tiled && compression != OLD_JPEG && compression != JPEG;
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        if (forFfmpeg) {
            new SingleFrame(memory, header, shape, "tiff", maxPixels).first(shrink, sink);
            return;
        }
        long rows = Math.min(tileHeight, header.height());
        if (tileWidth <= 0 || rows <= 0 || tileWidth * Math.max(tileHeight, rows) > MOST_TILE_PIXELS) {
            throw ImageFile.undecodable("the tiles of this TIFF are too large", tileWidth + "x" + tileHeight);
        }
        try (Canvas canvas = new Canvas(header.width(), header.height())) {
            read(canvas);
            Colour colour = new Colour(Colour.Matrix.BT601, true);
            sink.accept(
                    FfmpegFrames.describe(canvas.frame(), header.width(), header.height(), shape, colour),
                    Image.STILL_MILLIS);
        }
    }

    private void read(Canvas canvas) {
        ImageReader reader = reader();
        int done = 0;
        try (MemoryStream stream = new MemoryStream(memory)) {
            reader.setInput(stream, true, true);
            int[] row = new int[header.width()];
            while (done < header.height()) {
                // whole rows of tiles where they are not too high, so that none is decoded twice
                int rows = (int) Math.min(Math.max(1, Math.min(tileHeight, ROWS)), header.height() - done);
                ImageReadParam part = reader.getDefaultReadParam();
                part.setSourceRegion(new Rectangle(0, done, header.width(), rows));
                BufferedImage image = reader.read(0, part);
                for (int y = 0; y < rows; y++) {
                    image.getRGB(0, y, row.length, 1, row, 0, row.length);
                    canvas.put(done + y, row);
                }
                done += rows;
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof PictureException known) {
                throw known;
            }
            if (done == 0) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", "TIFF: " + e);
            }
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().equals(READER)) {
                return reader;
            }
        }
        throw new IllegalStateException("this JDK has no " + READER);
    }
}
