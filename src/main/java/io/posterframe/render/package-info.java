/**
 * The worker pool: starts, feeds, watches, kills and replaces worker processes; the queue before them, deadlines and load
 * shedding. Makes single pictures, pictures of many frames in one pass, and tells what a video is. Uses {@code wire} to talk to a worker and {@code origin} for the bytes that it asks for.
 */
@NullMarked
package io.posterframe.render;

import org.jspecify.annotations.NullMarked;
