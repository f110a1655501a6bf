/**
 * HLS on the edge: reads playlists, chooses a variant, and serves the bytes of its parts, decrypted, as one more origin of
 * media. What playlists name is asked for through {@code origin}. Uses {@code origin}, {@code timeline} and
 * {@code picture}, and is the only importer of the m3u8 parser.
 */
@NullMarked
package io.posterframe.hls;

import org.jspecify.annotations.NullMarked;
