/**
 * Owns the video clips that the tests decode: {@link io.posterframe.clips.Clip} lists them, {@link
 * io.posterframe.clips.Barcode} reads from a picture which frame it shows. They are made once, in a child JVM, with the
 * encoders of Humble Video and FFmpeg. {@link io.posterframe.clips.HlsRecipe} tells them as HLS streams, and {@link
 * io.posterframe.clips.HlsSite} serves those. Tests of any package may use them, and they use no package of the project.
 */
@NullMarked
package io.posterframe.clips;

import org.jspecify.annotations.NullMarked;
