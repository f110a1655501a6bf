/**
 * The server: connections, routes, conditional requests, ranges, cache headers, CORS, health and drain, and the map of
 * ready answers in front of it all. Uses {@code dialect}, {@code delivery} and {@code cache}.
 */
@NullMarked
package io.posterframe.http;

import org.jspecify.annotations.NullMarked;
