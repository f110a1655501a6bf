package io.posterframe.clips;

/** One frame as it goes into an encoder: 8 bit 4:2:0 planes without padding, in the orientation in which it is stored. */
record Planes(int width, int height, byte[] luma, byte[] blue, byte[] red) {

    /**
     * Turns and converts an upright picture.
     *
     * @param rgb 0xRRGGBB, row by row, upright but in stored pixels (so not stretched by the pixel aspect)
     */
    static Planes of(int[] rgb, Shape shape, Colours colours) {
        int width = shape.storedWidth;
        int height = shape.storedHeight;
        return convert(turnBack(rgb, width, height, shape.rotation), width, height, colours);
    }

    /** Undoes the turn that a player makes: the result, turned clockwise by {@code rotation}, is upright. */
    private static int[] turnBack(int[] upright, int width, int height, int rotation) {
        if (rotation == 0) {
            return upright;
        }
        int[] stored = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from =
                        switch (rotation) {
                            case 90 -> x * height + (height - 1 - y);
                            case 180 -> (height - 1 - y) * width + (width - 1 - x);
                            default -> (width - 1 - x) * height + y;
                        };
                stored[y * width + x] = upright[from];
            }
        }
        return stored;
    }

    private static Planes convert(int[] rgb, int width, int height, Colours colours) {
        double kr = colours.redWeight;
        double kb = colours.blueWeight;
        double kg = 1 - kr - kb;
        double lumaScale = (colours.fullRange ? 255 : 219) / 255.0;
        double chromaScale = (colours.fullRange ? 255 : 224) / 255.0 / 2;
        int black = colours.fullRange ? 0 : 16;
        byte[] luma = new byte[width * height];
        WideGamut gamut = new WideGamut(colours);
        for (int i = 0; i < luma.length; i++) {
            double[] colour = gamut.own(rgb[i]);
            double mixed = kr * colour[0] + kg * colour[1] + kb * colour[2];
            luma[i] = (byte) (black + lumaScale * mixed + 0.5);
        }
        byte[] blue = new byte[width * height / 4];
        byte[] red = new byte[width * height / 4];
        for (int i = 0; i < blue.length; i++) {
            double[] colour = gamut.own(rgb[i / (width / 2) * 2 * width + i % (width / 2) * 2]);
            double mixed = kr * colour[0] + kg * colour[1] + kb * colour[2];
            blue[i] = (byte) Math.min(255, 128.5 + chromaScale * (colour[2] - mixed) / (1 - kb));
            red[i] = (byte) Math.min(255, 128.5 + chromaScale * (colour[0] - mixed) / (1 - kr));
        }
        return new Planes(width, height, luma, blue, red);
    }
}
