package io.posterframe.render;

import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.PictureConfig;
import org.jspecify.annotations.Nullable;

/** One version of a video of which {@link MediaInfo} is wanted. */
public record ProbeJob(MediaSource source, PictureConfig limits) implements RenderJob {
    @Override
    public @Nullable Encoding encoding() {
        return null;
    }
}
