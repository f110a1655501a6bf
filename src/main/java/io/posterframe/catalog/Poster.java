package io.posterframe.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Which of an entry's stored images is wanted. */
public sealed interface Poster {

    /** The one that is stored now. */
    Poster CURRENT = new Version(0);

    /**
     * One by its number.
     *
     * @param number 0 for the current one, to {@link #MAX}
     */
    record Version(int number) implements Poster {
        /** The largest number. */
        public static final int MAX = 10_000_000;

        /** Stands for the current one where there is no version of this number (spec, section 2). */
        public static final int OR_CURRENT = 100_000;
    }

    /**
     * The one whose shape is nearest to a box.
     *
     * @param width  0 or more, in pixels
     * @param height 0 or more; 0 makes the shape 0, as the reference server does
     */
    record Nearest(int width, int height) implements Poster {

        /**
         * Chooses as the reference server does: the smallest difference between the quotients of the sides; of equal ones
         * that of exactly the box's width, then the widest, then the first of the list.
         *
         * @param images the current one first, if there is one; sides 1 or more
         */
        public <T> Optional<T> nearest(List<T> images, ToIntFunction<T> widths, ToIntFunction<T> heights) {
            double wanted = height == 0 ? 0 : (double) width / height;
            return images.stream()
                    .min(Comparator.comparingDouble((T image) ->
                                    Math.abs(wanted - (double) widths.applyAsInt(image) / heights.applyAsInt(image)))
                            .thenComparing(image -> widths.applyAsInt(image) != width)
                            .thenComparing(image -> -widths.applyAsInt(image)));
        }
    }
}
