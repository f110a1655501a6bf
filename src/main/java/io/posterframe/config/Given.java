package io.posterframe.config;

/**
 * A value and who gave it.
 *
 * @param name what the operator calls it: a key, an environment variable or a command line flag
 */
record Given(String name, Value value) {}
