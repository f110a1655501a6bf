/**
 * The worker process: takes one job at a time from its standard input, makes its picture or pictures with
 * {@code decode} and {@code image}, and sends them to its standard output. It opens no file of its own accord and has no use for a network.
 */
@NullMarked
package io.posterframe.worker;

import org.jspecify.annotations.NullMarked;
