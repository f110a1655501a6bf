package io.posterframe.catalog;

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
        static final int OR_CURRENT = 100_000;
    }

    /**
     * The one whose shape is nearest to a box.
     *
     * @param width  0 or more, in pixels
     * @param height 0 or more; 0 makes the shape 0, as the reference server does
     */
    record Nearest(int width, int height) implements Poster {}
}
