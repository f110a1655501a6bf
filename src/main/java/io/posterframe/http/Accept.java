package io.posterframe.http;

import io.posterframe.dialect.Variant;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * The Accept header (RFC 9110, 12.5.1), brought down to the variant that its client gets. AVIF and WebP count only where
 * they are listed by name: many a client says that it takes everything and doesn't. JPEG has the weight of the range that
 * names it best. The highest weight wins, of equal ones the first of AVIF, WebP, JPEG; where nothing is left it is JPEG.
 *
 * <p>One pass over the text, which leaves no garbage but itself: hits of negotiated URLs come through here. An element with
 * a malformed weight is left out, and so is one with other parameters, as it asks for something more special than we have.
 */
final class Accept {
    /** Browsers send a tenth of it. */
    static final int LONGEST = 1024;

    /** The weight 1, in thousandths. */
    private static final int ONE = 1000;

    private static final int NONE = -1;

    private final String text;
    private int at;
    private int avif = NONE;
    private int webp = NONE;
    private int jpeg = NONE;
    private int anyImage = NONE;
    private int anything = NONE;

    private Accept(String text) {
        this.text = text;
    }

    /** Several header lines are one list. */
    static Variant of(MultiMap headers) {
        List<String> lines = headers.getAll(Fields.ACCEPT);
        return switch (lines.size()) {
            case 0 -> Variant.JPEG;
            case 1 -> of(lines.get(0));
            default -> of(String.join(",", lines));
        };
    }

    /** JPEG for a header of more than {@link #LONGEST} characters. */
    static Variant of(String text) {
        return text.length() > LONGEST ? Variant.JPEG : new Accept(text).best();
    }

    private Variant best() {
        while (at < text.length()) {
            element();
            at++; // over its comma
        }
        int other = jpeg != NONE ? jpeg : anyImage != NONE ? anyImage : anything;
        if (avif > 0 && avif >= webp && avif >= other) {
            return Variant.AVIF;
        }
        return webp > 0 && webp >= other ? Variant.WEBP : Variant.JPEG;
    }

    /** Reads one element and stops at the comma behind it. */
    private void element() {
        int start = at;
        upTo(";,");
        int end = at;
        int weight = ONE;
        boolean weighed = false;
        boolean special = false;
        while (at < text.length() && text.charAt(at) == ';') {
            int name = ++at;
            upTo("=;,");
            boolean isWeight = is("q", name, at);
            special |= !weighed && !isWeight && !isBlank(name, at);
            int value = Math.min(at + 1, text.length());
            value();
            if (isWeight && !weighed) {
                weight = weight(value, at);
                weighed = true;
            }
        }
        if (!special && weight != NONE) {
            note(start, end, weight);
        }
    }

    /** Goes to the next of these characters, or to the end. */
    private void upTo(String ends) {
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    /** Goes over a parameter's value, in which a quoted comma or semicolon ends nothing. */
    private void value() {
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                at++;
            } else if (!quoted && (c == ',' || c == ';')) {
                return;
            }
            at++;
        }
        at = text.length();
    }

    private void note(int start, int end, int weight) {
        if (is("image/avif", start, end)) {
            avif = Math.max(avif, weight);
        } else if (is("image/webp", start, end)) {
            webp = Math.max(webp, weight);
        } else if (is("image/jpeg", start, end)) {
            jpeg = Math.max(jpeg, weight);
        } else if (is("image/*", start, end)) {
            anyImage = Math.max(anyImage, weight);
        } else if (is("*/*", start, end)) {
            anything = Math.max(anything, weight);
        }
    }

    /** A number from 0 to 1 with up to three decimals (RFC 9110, 12.4.2), in thousandths. */
    private int weight(int from, int to) {
        int start = afterSpace(from, to);
        int end = beforeSpace(start, to);
        boolean dotted = end - start < 2 || text.charAt(start + 1) == '.';
        if (end <= start || end - start > 5 || !dotted) {
            return NONE;
        }
        int weight = 0;
        int unit = ONE;
        for (int i = start; i < end; i++) {
            if (i == start + 1) {
                continue;
            }
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            weight += digit * unit;
            unit /= 10;
        }
        return weight > ONE ? NONE : weight;
    }

    private boolean is(String name, int from, int to) {
        int start = afterSpace(from, to);
        return beforeSpace(start, to) - start == name.length()
                && text.regionMatches(true, start, name, 0, name.length());
    }

    private boolean isBlank(int from, int to) {
        return afterSpace(from, to) == to;
    }

    private int afterSpace(int from, int to) {
        int start = from;
        while (start < to && isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private int beforeSpace(int from, int to) {
        int end = to;
        while (end > from && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
