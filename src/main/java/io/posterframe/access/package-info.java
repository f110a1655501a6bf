/**
 * Who may have what: sessions, sites, addresses, signed URLs, rate limits. Uses {@code catalog} for the rules, {@code address} and {@code picture}.
 */
@NullMarked
package io.posterframe.access;

import org.jspecify.annotations.NullMarked;
