package io.posterframe.upload;

import org.jspecify.annotations.Nullable;

/**
 * Which of a token's files is meant: the newest that fits.
 *
 * @param identifier its {@code resumableIdentifier}, or null for any
 * @param fileName   its name, or null for any
 */
public record UploadChoice(@Nullable String identifier, @Nullable String fileName) {
    public static final UploadChoice NEWEST = new UploadChoice(null, null);
}
