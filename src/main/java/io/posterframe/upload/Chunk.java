package io.posterframe.upload;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file as Resumable.js cuts it: the n-th begins at (n - 1) x {@code chunkBytes}. Each is {@code chunkBytes} long,
 * but the last reaches the file's end: it is shorter, or, as Resumable.js does unless {@code forceChunkSize} is set, up
 * to twice as long.
 *
 * @param identifier {@code resumableIdentifier}, 1 to 255 characters, none of them a control character
 * @param fileName   {@code resumableFilename}, may be empty
 * @param number     {@code resumableChunkNumber}, 1 or more
 * @param chunkBytes {@code resumableChunkSize}, 1 or more
 * @param totalBytes {@code resumableTotalSize}, 1 or more
 */
public record Chunk(String identifier, String fileName, int number, long chunkBytes, long totalBytes) {
    private static final int LONGEST_IDENTIFIER = 255;

    /** Fails with UploadRefused (BAD_FIELD), which names the field. */
    public Chunk {
        require(
                !identifier.isEmpty()
                        && identifier.length() <= LONGEST_IDENTIFIER
                        && identifier.chars().noneMatch(Character::isISOControl),
                "resumableIdentifier must have 1 to " + LONGEST_IDENTIFIER + " characters");
        require(chunkBytes >= 1, "resumableChunkSize must be 1 or more");
        require(totalBytes >= 1, "resumableTotalSize must be 1 or more: an empty file makes no picture");
        require(number >= 1, "resumableChunkNumber must be 1 or more");
        require(number <= most(totalBytes, chunkBytes), "resumableChunkNumber lies behind the end of the file");
        fileName = FileNames.plain(fileName);
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new UploadRefused(UploadRefused.Reason.BAD_FIELD, message);
        }
    }

    /**
     * The chunk that the fields of a form or query speak of, or empty where none of them is Resumable.js's. Fails with
     * UploadRefused (BAD_FIELD), which names the field.
     *
     * @param field the value of a field by its name, null for none
     */
    public static Optional<Chunk> ofFields(Function<String, @Nullable String> field) {
        String identifier = field.apply("resumableIdentifier");
        String number = field.apply("resumableChunkNumber");
        if (identifier == null && number == null) {
            return Optional.empty();
        }
        String fileName = field.apply("resumableFilename");
        return Optional.of(new Chunk(
                identifier == null ? "" : identifier,
                fileName == null ? "" : fileName,
                (int) number("resumableChunkNumber", number, Integer.MAX_VALUE),
                number("resumableChunkSize", field.apply("resumableChunkSize"), Long.MAX_VALUE),
                number("resumableTotalSize", field.apply("resumableTotalSize"), Long.MAX_VALUE)));
    }

    private static long number(String name, @Nullable String value, long most) {
        long number = value == null || !value.matches("[0-9]{1,18}") ? -1 : Long.parseLong(value);
        require(number >= 0 && number <= most, name + " must be given, a whole number");
        return number;
    }

    /** How many chunks the file has at most. */
    long chunks() {
        return most(totalBytes, chunkBytes);
    }

    private static long most(long totalBytes, long chunkBytes) {
        return (totalBytes - 1) / chunkBytes + 1;
    }

    /** Where it begins in the file. */
    long offset() {
        return (number - 1) * chunkBytes;
    }

    /** Whether it may have this length. */
    boolean fits(long bytes) {
        boolean reachesTheEnd = offset() + bytes == totalBytes;
        return reachesTheEnd ? bytes >= 1 && bytes < 2 * chunkBytes : bytes == chunkBytes;
    }
}
