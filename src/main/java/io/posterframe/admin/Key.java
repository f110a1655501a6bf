package io.posterframe.admin;

/**
 * What names one thing of a collection.
 *
 * @param parent the entry that it belongs to; empty where it belongs to none
 * @param id     as in the path
 */
record Key(String parent, String id) {}
