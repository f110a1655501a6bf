package io.posterframe.origin;

/**
 * Tells one version of a media file from another: two equal versions of one location hold the same bytes.
 *
 * @param size               bytes, 0 or more
 * @param validator          what the origin says to tell versions apart; opaque, never empty
 * @param lastModifiedMillis when the media was last changed, milliseconds since 1970, or 0 when the origin doesn't say
 */
public record SourceVersion(long size, String validator, long lastModifiedMillis) {}
