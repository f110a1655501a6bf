/**
 * Inside a worker process: frames to a composed picture (crop, scale, colour, rotation, pad, strip) and that to encoded
 * bytes, through FFmpeg's swscale and encoders. Uses {@code decode} for the frame and {@code picture}.
 */
@NullMarked
package io.posterframe.image;

import org.jspecify.annotations.NullMarked;
