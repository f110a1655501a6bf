/**
 * Files that clients upload through an API and that become entries: which upload is which entry's, what a video is like, and
 * who asks. Uses {@code upload} for the files, {@code store} for the entries and {@code job} to look at a video.
 */
@NullMarked
package io.posterframe.asset;

import org.jspecify.annotations.NullMarked;
