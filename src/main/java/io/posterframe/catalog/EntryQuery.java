package io.posterframe.catalog;

/** What a client asks for, as it came in the URL: nothing about either text has been checked yet. */
public record EntryQuery(String partnerId, String entryId) {}
