package io.posterframe.render;

/** An image file fresh from a worker. {@code bytes} belongs to the receiver. */
public record RenderedPicture(byte[] bytes, int width, int height) {}
