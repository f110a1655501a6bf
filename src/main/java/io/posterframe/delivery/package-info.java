/**
 * The road of a request from an entry and a spec to a picture, in one place: catalog, source, cache, flight, render and
 * back into the cache. Uses {@code catalog}, {@code origin}, {@code cache}, {@code render} and {@code picture}; knows no
 * URL and no HTTP.
 */
@NullMarked
package io.posterframe.delivery;

import org.jspecify.annotations.NullMarked;
