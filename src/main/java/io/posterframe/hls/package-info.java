/**
 * HLS: playlists to timelines, and the bytes of their segments as one more origin. Uses {@code origin}, {@code timeline}
 * and {@code picture}.
 */
@NullMarked
package io.posterframe.hls;

import org.jspecify.annotations.NullMarked;
