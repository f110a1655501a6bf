package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Crop;
import io.posterframe.picture.ImageFormat;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shrunk pictures beside those of ImageMagick's Lanczos filter (Debian's package imagemagick). */
@Tag("system")
class ScalingSystemTest {
    private static final int WIDTH = 2400;
    private static final int HEIGHT = 1350;

    @TempDir
    private static Path folder;

    private static BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);

    @BeforeAll
    static void paint() throws IOException {
        picture = painted();
        ImageIO.write(picture, "png", folder.resolve("in.png").toFile());
    }

    @AfterAll
    static void forget() {
        picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 640, 320, 120, 60, 30})
    void opaquePicturesAreShrunkAsWell(int width) throws Exception {
        Sample sample = new Sample(WIDTH, HEIGHT, (x, y) -> picture.getRGB(x, y) | 0xff000000).opaque();
        compare(Composed.of(sample.frame(), Made.box(width, 0, Crop.FIT), ImageFormat.PNG24), "-alpha off");
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 320, 120, 30})
    void transparentPicturesAreShrunkAsWell(int width) throws Exception {
        Sample sample = new Sample(WIDTH, HEIGHT, (x, y) -> picture.getRGB(x, y));
        compare(
                Composed.of(sample.frame(), Made.box(width, 0, Crop.FIT), ImageFormat.PNG24),
                "-background white -flatten");
    }

    private static void compare(Composed made, String options) throws Exception {
        Path out = folder.resolve("out.png");
        boolean off = options.equals("-alpha off");
        String command = "convert in.png " + (off ? options : "") + " -filter Lanczos -resize " + made.width() + "x"
                + made.height() + "! " + (off ? "" : options) + " -depth 8 out.png";
        Process process;
        try {
            process = new ProcessBuilder(command.trim().split(" +"))
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs convert, from Debian's package imagemagick", e);
        }
        assertEquals(0, process.waitFor(), command);
        BufferedImage expected = ImageIO.read(out.toFile());
        BufferedImage seen = new BufferedImage(made.width(), made.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < made.height(); y++) {
            for (int x = 0; x < made.width(); x++) {
                seen.setRGB(x, y, made.argb(x, y));
            }
        }
        double psnr = Reference.psnr(expected, seen);
        assertTrue(psnr >= 38, psnr + " dB at " + made.width());
    }

    /** Much small detail: a zone plate of colours, stripes, text and noise, and a part that can be seen through. */
    private static BufferedImage painted() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        Random random = new Random(3);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double wave = Math.cos((x * (double) x + y * (double) y) / 1500);
                int grey = (int) (128 + 90 * wave + 30 * random.nextDouble());
                image.setRGB(x, y, 0xff000000 | grey << 16 | (x * 255 / WIDTH) << 8 | 255 - grey);
            }
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < 40; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 12 + 4 * i));
            graphics.drawString("Posterframe " + i, random.nextInt(WIDTH), random.nextInt(HEIGHT));
            graphics.fillRect(WIDTH / 2 + 10 * i, HEIGHT / 3, 5, 300);
        }
        graphics.setComposite(AlphaComposite.DstOut);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0, true), WIDTH / 2f, 0, Color.BLACK, true));
        graphics.fillRect(0, HEIGHT / 2, WIDTH, HEIGHT / 3);
        graphics.dispose();
        return image;
    }
}
