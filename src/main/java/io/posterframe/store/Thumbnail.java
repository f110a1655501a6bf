package io.posterframe.store;

import java.net.URI;
import java.util.OptionalInt;

/**
 * A stored image of an entry: a version of its poster, or of itself where the entry is an image.
 *
 * @param version 1 to 10,000,000
 * @param url     {@code http(s):}, {@code file:} below the catalog's folder, or {@code upload:}
 * @param width   in pixels when upright, where it is known
 * @param current whether it is shown where no version is asked for; one of an entry at most
 */
public record Thumbnail(String entryId, int version, URI url, OptionalInt width, OptionalInt height, boolean current) {}
