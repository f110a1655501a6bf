package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.ArrayBytes;
import io.posterframe.decode.Image;
import io.posterframe.decode.ImageFile;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That images with profiles have the colours that a browser and ImageMagick show. Needs Debian's packages chromium,
 * imagemagick and libgs-common, whose profiles of inks and of sRGB it takes.
 */
@Tag("system")
class ProfileSystemTest {
    private static final Path GHOSTSCRIPT = Path.of("/usr/share/color/icc/ghostscript");
    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;
    private static final double TOLERANCE = 2;

    @TempDir
    private static Path folder;

    /** Every hue, from white above to black below, and grey at the right: with no profile. */
    @BeforeAll
    static void paint() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                float saturation = x >= 200 ? 0 : Math.min(1, 2f * y / HEIGHT);
                float brightness = Math.min(1, 2 - 2f * y / HEIGHT);
                image.setRGB(x, y, Color.HSBtoRGB(x / 200f, saturation, brightness));
            }
        }
        ImageIO.write(image, "png", folder.resolve("plain.png").toFile());
        Files.write(folder.resolve("adobe.icc"), Profiles.adobeRgb());
        Files.write(folder.resolve("p3.icc"), Profiles.displayP3());
    }

    @ParameterizedTest
    @ValueSource(strings = {"adobe.png", "adobe.jpg", "p3.png", "p3.jpg"})
    void wideGamutLooksTheSame(String name) throws IOException {
        Path file = folder.resolve(name);
        Path profile = folder.resolve(name.replaceFirst("[.].*", ".icc"));
        convert("plain.png", "-profile", profile.toString(), "-sampling-factor", "4:4:4", "-quality", "95", name);
        BufferedImage ours = ours(file);
        compare(Chromium.image(file), ours, TOLERANCE, name + " beside Chromium");
        compare(theirs(name), ours, TOLERANCE, name + " beside ImageMagick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"95", "70"})
    void inksLookTheSame(String quality) throws IOException {
        String name = "inks-" + quality + ".jpg";
        String[] options = {"-sampling-factor", "4:4:4", "-quality", quality};
        convert(Stream.of(
                        Stream.of("plain.png", "-profile", ghostscript("srgb.icc")),
                        Stream.of("-profile", ghostscript("default_cmyk.icc")),
                        Arrays.stream(options),
                        Stream.of(name))
                .flatMap(part -> part)
                .toArray(String[]::new));
        BufferedImage ours = ours(folder.resolve(name));
        compare(theirs(name), ours, TOLERANCE, name + " beside ImageMagick");
        // Chromium shows white paper as 252, 254, 255 and the black of inks as a grey of 70, where LittleCMS has 41
        compare(top(Chromium.image(folder.resolve(name))), top(ours), 3, name + " beside Chromium");
    }

    /** The upper half, where nothing is dark. */
    private static BufferedImage top(BufferedImage image) {
        return image.getSubimage(0, 0, image.getWidth(), image.getHeight() / 2);
    }

    private static BufferedImage ours(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Image image = ImageFile.open(new ArrayBytes(Files.readAllBytes(file)), PictureConfig.DEFAULTS);
                PictureMaker maker = new PictureMaker()) {
            // a width, since the original is handed over as it is
            PictureSpec spec = new PictureSpec(new Moment.Poster(), Made.box(WIDTH, 0, Crop.FIT), Made.PNG);
            maker.make(image, spec, PictureConfig.DEFAULTS, out);
        }
        return Made.read(out.toByteArray());
    }

    private static BufferedImage theirs(String name) throws IOException {
        convert(name, "-profile", ghostscript("srgb.icc"), "+profile", "*", "-depth", "8", "png24:theirs.png");
        return ImageIO.read(folder.resolve("theirs.png").toFile());
    }

    private static String ghostscript(String profile) {
        Path file = GHOSTSCRIPT.resolve(profile);
        assertTrue(Files.exists(file), () -> "this test needs " + file + ", from Debian's package libgs-common");
        return file.toString();
    }

    private static void convert(String... arguments) throws IOException {
        // files by their names alone stand in the folder
        List<String> command = Stream.concat(Stream.of("convert"), Arrays.stream(arguments))
                .map(a -> a.matches("(png24:)?[a-z0-9-]+[.](png|jpg)") ? inFolder(a) : a)
                .toList();
        Program.run("imagemagick", command.toArray(String[]::new));
    }

    private static String inFolder(String name) {
        boolean png24 = name.startsWith("png24:");
        return (png24 ? "png24:" : "") + folder.resolve(png24 ? name.substring(6) : name);
    }

    private static void compare(BufferedImage theirs, BufferedImage ours, double tolerance, String what) {
        assertEquals(theirs.getWidth() + "x" + theirs.getHeight(), ours.getWidth() + "x" + ours.getHeight(), what);
        double[] sums = new double[3];
        for (int y = 0; y < ours.getHeight(); y++) {
            for (int x = 0; x < ours.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    int shift = 16 - 8 * c;
                    sums[c] += Math.abs((theirs.getRGB(x, y) >> shift & 255) - (ours.getRGB(x, y) >> shift & 255));
                }
            }
        }
        double[] means = Arrays.stream(sums)
                .map(sum -> sum / (ours.getWidth() * ours.getHeight()))
                .toArray();
        for (double mean : means) {
            assertTrue(mean <= tolerance, () -> what + ": mean differences " + Arrays.toString(means));
        }
    }
}
