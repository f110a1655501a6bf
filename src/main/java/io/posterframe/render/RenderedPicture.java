package io.posterframe.render;

import java.nio.ByteBuffer;

/**
 * An image file fresh from a worker.
 *
 * @param bytes direct, from position 0 to its limit; belongs to the receiver
 */
public record RenderedPicture(ByteBuffer bytes, int width, int height) {}
