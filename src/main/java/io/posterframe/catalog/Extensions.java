package io.posterframe.catalog;

import io.posterframe.catalog.Medium.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the extension of a file's name says of it. */
final class Extensions {
    /** In the order in which they are looked for; each as it is and in upper case, other spellings are not found. */
    static final List<String> VIDEO = bothCases(
            "mp4", "m4v", "mov", "mkv", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "avi", "flv", "f4v", "wmv", "asf",
            "ogv", "3gp", "3g2", "mxf", "vob", "m3u8");

    /** As {@link #VIDEO}. */
    static final List<String> IMAGE = bothCases("jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "tif", "tiff");

    private Extensions() {}

    static List<String> of(Kind kind) {
        return switch (kind) {
            case VIDEO -> VIDEO;
            case IMAGE -> IMAGE;
            case UNKNOWN -> List.of();
        };
    }

    /** The kind of a file of this name; unknown for a hidden one too. */
    static Kind kindOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot < 1 || fileName.charAt(0) == '.') {
            return Kind.UNKNOWN;
        }
        String extension = fileName.substring(dot + 1);
        return VIDEO.contains(extension) ? Kind.VIDEO : IMAGE.contains(extension) ? Kind.IMAGE : Kind.UNKNOWN;
    }

    private static List<String> bothCases(String... extensions) {
        return Stream.of(extensions)
                .flatMap(extension -> Stream.of(extension, extension.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
