package io.posterframe.render;

/** One probe on its way. */
final class ProbeRender extends Render<MediaInfo> {
    ProbeRender(ProbeJob job, RenderQueue queue) {
        super(job, queue);
    }

    /** Some files have to be read to their end. */
    @Override
    boolean mayTakeLong() {
        return true;
    }
}
