package io.posterframe.cache;

/** A hit: the picture, and the tier that it came from. */
public record Found(CachedPicture picture, Tier tier) {}
