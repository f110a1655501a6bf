package io.posterframe.dialect.kaltura;

import org.jspecify.annotations.Nullable;

/** The name that {@code file_name} gives to the answer. */
final class FileName {
    private FileName() {}

    /**
     * The base name with its extension, without quotes, control and invisible formatting characters; null when nothing
     * usable is left. It can hold non-ASCII letters.
     */
    static @Nullable String of(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String base = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder(base.length());
        base.codePoints().filter(FileName::allowed).forEach(name::appendCodePoint);
        String trimmed = name.toString().strip();
        return trimmed.isEmpty() || trimmed.equals(".") || trimmed.equals("..") ? null : trimmed;
    }

    private static boolean allowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint != '"' && codePoint != 0xFFFD;
        };
    }
}
