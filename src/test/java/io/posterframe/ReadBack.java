package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.image.Program;
import io.posterframe.picture.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a program that we did not write sees in a picture: ImageMagick, libvips for AVIF (of which ImageMagick 6 reads no
 * alpha), JxrDecApp and Poppler.
 *
 * @param depth bits a channel
 * @param alpha whether the file has a channel of it, or a transparent colour
 * @param argb  the pixels, 8 bits a channel
 */
record ReadBack(int depth, boolean alpha, BufferedImage argb) {
    static ReadBack of(ImageFormat format, byte[] file, Path folder) throws IOException {
        Path stored = Files.write(folder.resolve("answer." + format.extension()), file);
        return switch (format) {
            case AVIF -> {
                Program.run("libvips-tools", "vips", "copy", stored.toString(), folder + "/read.png");
                yield imageMagick(folder.resolve("read.png"), folder);
            }
            case JXR -> {
                Program.run(
                        "libjxr-tools", "JxrDecApp", "-i", stored.toString(), "-o", folder + "/read.bmp", "-c", "0");
                yield imageMagick(folder.resolve("read.bmp"), folder);
            }
            case PDF -> {
                String told = Program.run("poppler-utils", "pdfinfo", stored.toString());
                assertTrue(told.matches("(?s).*Pages: +1\n.*"), told);
                String page = folder + "/read";
                Program.run("poppler-utils", "pdftoppm", "-r", "72", "-png", "-singlefile", stored.toString(), page);
                yield imageMagick(folder.resolve("read.png"), folder);
            }
            default -> imageMagick(stored, folder);
        };
    }

    private static ReadBack imageMagick(Path file, Path folder) throws IOException {
        String first = file + "[0]";
        String[] seen = Program.run("imagemagick", "identify", "-format", "%w %h %z %A", first)
                .split(" ");
        int width = Integer.parseInt(seen[0]);
        int height = Integer.parseInt(seen[1]);
        Path raw = folder.resolve("pixels.rgba");
        Program.run("imagemagick", "convert", first, "-depth", "8", "rgba:" + raw);
        byte[] rgba = Files.readAllBytes(raw);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < width * height; i++) {
            int rgb = (rgba[4 * i] & 255) << 16 | (rgba[4 * i + 1] & 255) << 8 | rgba[4 * i + 2] & 255;
            image.setRGB(i % width, i / width, (rgba[4 * i + 3] & 255) << 24 | rgb);
        }
        // ImageMagick 6 says True, 7 Blend
        boolean alpha = seen[3].equals("True") || seen[3].equals("Blend");
        return new ReadBack(Integer.parseInt(seen[2]), alpha, image);
    }

    String size() {
        return argb.getWidth() + "x" + argb.getHeight();
    }
}
