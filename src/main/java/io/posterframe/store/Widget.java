package io.posterframe.store;

/**
 * A widget, which stands for an entry.
 *
 * @param id 1 to 64 characters
 */
public record Widget(String id, String partnerId, String entryId) {}
