package io.posterframe.upload;

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
