/**
 * Long work: jobs that cut a whole video into frames, kept in the database so that they outlive whoever works on them, and
 * the telling of their end. Uses {@code archive} for the frames, {@code render} to make them, {@code origin} and
 * {@code delivery} to find the video, {@code database} and {@code store}; is the only importer of db-scheduler.
 */
@NullMarked
package io.posterframe.job;

import org.jspecify.annotations.NullMarked;
