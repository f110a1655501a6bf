package io.posterframe.origin;

/**
 * What is known of a location now. All times are milliseconds since 1970.
 *
 * @param source           the newest version that was seen
 * @param checkedAtMillis  when the origin last said that this version is current
 * @param freshUntilMillis when a re-check is due
 * @param changedAtMillis  when this version was first seen
 */
public record CurrentSource(MediaSource source, long checkedAtMillis, long freshUntilMillis, long changedAtMillis) {}
