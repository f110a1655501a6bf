package io.posterframe.render;

import io.posterframe.picture.Engine;
import io.posterframe.picture.ImageFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An image file fresh from a worker.
 *
 * @param bytes  direct, from position 0 to its limit; belongs to the receiver
 * @param format what they are written in
 * @param engine what decoded the video, null for an image
 */
public record RenderedPicture(ByteBuffer bytes, ImageFormat format, int width, int height, @Nullable Engine engine) {}
