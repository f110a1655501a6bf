package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.dialect.Variant;
import io.posterframe.dialect.kaltura.GeometryRow;
import io.posterframe.dialect.kaltura.GeometryRow.SizeRule;
import io.posterframe.dialect.kaltura.KalturaConfig;
import io.posterframe.dialect.kaltura.ThumbnailRequest;
import io.posterframe.picture.Layout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of the reference's geometry, asked of a running server for image entries of its six sizes. Red says how far
 * right a pixel of the source lies, green how far down, blue is 0; the bars are white.
 */
class GeometrySocketTest {
    private static final int AT_ONCE = 8;

    @TempDir
    static Path data;

    @TempDir
    static Path media;

    @Test
    void everyRowHasItsSizeAndShowsItsPart() throws IOException {
        List<GeometryRow> rows = GeometryRow.all();
        for (GeometryRow row : rows) {
            Path file = media.resolve(entry(row) + ".png");
            if (Files.notExists(file)) {
                ImageIO.write(ramps(row.imageWidth(), row.imageHeight()), "png", file.toFile());
            }
        }
        List<String> wrong = new ArrayList<>();
        try (Edge edge = Edge.start(data, "catalog.folder", media.toString())) {
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                List<GeometryRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
                var replies = some.stream().map(row -> edge.send(target(row))).toList();
                for (int i = 0; i < some.size(); i++) {
                    String problem = problem(some.get(i), replies.get(i).join(), rows);
                    if (!problem.isEmpty()) {
                        wrong.add(target(some.get(i)) + ": " + problem);
                    }
                }
            }
            edge.settles();
        }
        assertEquals(466, rows.size());
        assertEquals(List.of(), wrong);
    }

    private static String target(GeometryRow row) {
        return row.path(entry(row)) + "/format/png";
    }

    private static String entry(GeometryRow row) {
        return "ramps-" + row.imageWidth() + "x" + row.imageHeight();
    }

    private static BufferedImage ramps(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x * 255 / (width - 1) << 16 | y * 255 / (height - 1) << 8);
            }
        }
        return image;
    }

    /** Empty when all is well. */
    private static String problem(GeometryRow row, Reply reply, List<GeometryRow> rows) {
        if (row.sizeRule() == SizeRule.REFUSED) {
            return reply.status() == 404 && "error-25".equals(reply.header("x-kaltura"))
                    ? ""
                    : reply.status() + " " + reply.header("x-kaltura");
        }
        if (reply.status() != 200) {
            return reply.status() + " " + reply.text();
        }
        BufferedImage image = reply.image();
        String size = image.getWidth() + "x" + image.getHeight();
        if (!size.equals(row.expectedSize(rows))) {
            return size + " instead of " + row.expectedSize(rows);
        }
        Layout layout = ThumbnailRequest.parse(row.path(), null, null, Variant.JPEG, KalturaConfig.DEFAULTS)
                .orElseThrow()
                .picture()
                .geometry()
                .layout(row.imageWidth(), row.imageHeight());
        return shows(image, layout, row);
    }

    private static String shows(BufferedImage image, Layout layout, GeometryRow row) {
        for (double across : new double[] {0.1, 0.5, 0.9}) {
            for (double down : new double[] {0.1, 0.5, 0.9}) {
                int x = (int) (layout.pictureWidth() * across);
                int y = (int) (layout.pictureHeight() * down);
                int rgb = image.getRGB(layout.offsetX() + x, layout.offsetY() + y);
                double sourceX = layout.sourceX() + (x + 0.5) * layout.sourceWidth() / layout.pictureWidth() - 0.5;
                double sourceY = layout.sourceY() + (y + 0.5) * layout.sourceHeight() / layout.pictureHeight() - 0.5;
                double red = sourceX * 255 / (row.imageWidth() - 1);
                double green = sourceY * 255 / (row.imageHeight() - 1);
                // a filter reaches over the edges of a picture that is hardly there
                int tolerance = Math.min(layout.pictureWidth(), layout.pictureHeight()) < 4 ? 16 : 3;
                if (Math.abs((rgb >> 16 & 255) - red) > tolerance || Math.abs((rgb >> 8 & 255) - green) > tolerance) {
                    return String.format("%06x at %d,%d where red %.0f green %.0f", rgb & 0xffffff, x, y, red, green);
                }
            }
        }
        boolean padded = layout.offsetX() > 0 || layout.offsetY() > 0;
        boolean white = (image.getRGB(0, 0) & 0xffffff) == 0xffffff;
        boolean given = row.path().contains("bgcolor");
        return given || white == padded ? "" : "the corner is " + Integer.toHexString(image.getRGB(0, 0));
    }
}
