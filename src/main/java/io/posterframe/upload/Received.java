package io.posterframe.upload;

import java.nio.file.Path;

/**
 * A file or chunk that has come whole and is safe on disk, but belongs to no upload yet. It must be given to
 * {@link Uploads#accept} or {@link Uploads#drop}, once.
 *
 * @param bytes    its length
 * @param fileName what the client calls it, may be empty
 */
public record Received(Path file, long bytes, String fileName) {}
