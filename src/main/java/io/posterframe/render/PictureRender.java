package io.posterframe.render;

/** One picture on its way. */
final class PictureRender extends Render<RenderedPicture> {
    private final PictureJob job;

    PictureRender(PictureJob job, RenderQueue queue) {
        super(job, queue);
        this.job = job;
    }

    @Override
    PictureJob job() {
        return job;
    }

    @Override
    boolean mayTakeLong() {
        return job.spec().moment().frames() > 1;
    }
}
