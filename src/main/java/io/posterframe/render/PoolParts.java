package io.posterframe.render;

/** What all conversations with workers share. */
record PoolParts(RenderConfig config, GatheredBytes gathering, KnownEngines engines, RenderMetrics metrics) {
    PoolParts(RenderConfig config, RenderMetrics metrics) {
        this(config, new GatheredBytes(config.maxPictureBytes()), new KnownEngines(), metrics);
    }
}
