/**
 * The admin API: accounts, entries and what belongs to them, over HTTP and JSON. Uses {@code store}, {@code database}, {@code address} and {@code catalog}.
 */
@NullMarked
package io.posterframe.admin;

import org.jspecify.annotations.NullMarked;
