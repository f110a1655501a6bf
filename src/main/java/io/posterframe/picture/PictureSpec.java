package io.posterframe.picture;

/**
 * What a picture shows and how it is written, independent of the source it is taken from. Two requests that want the
 * same picture of a source have equal specs, whatever the spelling of their URLs.
 */
public record PictureSpec(Moment moment, Geometry geometry, Encoding encoding) {}
