/**
 * The command line: finds out which options hold and starts the server with them. Uses {@code config} and what starts
 * the server.
 */
@NullMarked
package io.posterframe.cli;

import org.jspecify.annotations.NullMarked;
