package io.posterframe.job;

/**
 * Names of a job's frames as files: {@code 000001_00001.000s.jpg} is the frame of number 1, at 1 s. All of a job have the
 * same length, and their order is that of the frames. For any thread.
 */
public final class FrameNames {
    private static final int NUMBER_DIGITS = 6;
    private static final int LEAST_SECOND_DIGITS = 5;
    private static final int FRACTION_DIGITS = 3;
    private static final String BETWEEN = "_";
    private static final String POINT = ".";
    private static final String END = "s.jpg";

    private final FrameOrder order;
    private final int numberDigits;
    private final int timeDigits;

    /** @param count how many frames the job has */
    FrameNames(FrameOrder order, int count) {
        this.order = order;
        int last = Math.max(0, count - 1);
        numberDigits = Math.max(NUMBER_DIGITS, digits(last));
        timeDigits = Math.max(LEAST_SECOND_DIGITS, digits(millis(last) / 1000));
    }

    public static FrameNames of(FrameJob job) {
        return new FrameNames(job.order(), job.done());
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private long millis(int number) {
        return Math.round(order.micros(number) / 1000.0);
    }

    /** How many bytes each has; they are ASCII. */
    int length() {
        return numberDigits + timeDigits + BETWEEN.length() + POINT.length() + FRACTION_DIGITS + END.length();
    }

    public String of(int number) {
        long millis = millis(number);
        StringBuilder name = new StringBuilder(length());
        append(name, number, numberDigits);
        append(name.append(BETWEEN), millis / 1000, timeDigits);
        append(name.append(POINT), millis % 1000, FRACTION_DIGITS);
        return name.append(END).toString();
    }

    private static void append(StringBuilder name, long number, int digits) {
        String plain = Long.toString(number);
        name.append("0".repeat(digits - plain.length())).append(plain);
    }
}
