package io.posterframe.catalog;

import java.net.URI;

/**
 * A video that pictures can be taken from.
 *
 * @param id       as the client wrote it
 * @param location where its media is: a {@code file:} URI of a real path, or {@code http(s):}
 */
public record Entry(String id, URI location) {}
