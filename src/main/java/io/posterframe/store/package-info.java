/**
 * Accounts, entries and what belongs to them in the database, and the catalog made of them. The only SQL over these tables. Uses {@code database}, {@code catalog} and {@code picture}.
 */
@NullMarked
package io.posterframe.store;

import org.jspecify.annotations.NullMarked;
