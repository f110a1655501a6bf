package io.posterframe.dialect.frames;

import io.posterframe.picture.Doc;

/** A key that clients send. */
public record FramesKey(
        @Doc("The key, 16 characters or more, sent as Authorization: Bearer.") String key,
        @Doc(
                        "The account that its files and frames belong to, 1 to 20 digits and minus signs. It is made with its first "
                                + "file when there is none.")
                String partner) {
    private static final int SHORTEST_KEY = 16;

    public FramesKey {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("key must have " + SHORTEST_KEY + " characters or more");
        }
        if (!partner.matches("[0-9-]{1,20}")) {
            throw new IllegalArgumentException("partner must be 1 to 20 digits and minus signs");
        }
    }

    /** Without the key, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "FramesKey[partner=" + partner + "]";
    }
}
