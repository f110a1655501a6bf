/**
 * The relational database that holds the state: its connections, its schema's migrations, and the threads that may wait for it. Uses {@code picture} for its failures.
 */
@NullMarked
package io.posterframe.database;

import org.jspecify.annotations.NullMarked;
