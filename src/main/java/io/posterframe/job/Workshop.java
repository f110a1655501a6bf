package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.posterframe.picture.PictureConfig;
import io.posterframe.render.RenderPool;

/**
 * All that jobs are worked on with.
 *
 * @param limits of pictures, which hold for frames too
 */
record Workshop(
        JobMedia media,
        RenderPool pool,
        PictureConfig limits,
        Archive archive,
        FrameLedger ledger,
        JobConfig config,
        JobMetrics metrics) {}
