package io.posterframe.render;

import io.posterframe.picture.Doc;
import io.posterframe.picture.EngineChoice;

/** What decodes videos. */
public record DecodeConfig(
        @Doc("auto = Humble Video what it reads well, FFmpeg 8 the rest; humble or ffmpeg = that one alone.")
                EngineChoice engine) {

    public static final DecodeConfig DEFAULTS = new DecodeConfig(EngineChoice.AUTO);
}
