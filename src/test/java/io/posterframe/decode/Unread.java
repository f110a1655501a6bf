package io.posterframe.decode;

import io.posterframe.clips.Clip;
import io.posterframe.picture.EngineChoice;
import java.util.Map;
import java.util.Set;

/** Which whole clips an engine alone does not read: those that are younger than Humble's codecs, and one by a frame. */
final class Unread {
    private static final Map<EngineChoice, Set<Clip>> CLIPS = Map.of(
            EngineChoice.HUMBLE, Set.of(Clip.VP9_MP4, Clip.AV1, Clip.AV1_SVT, Clip.AV1_10_BIT, Clip.MPEG4_B_FRAMES_AVI),
            EngineChoice.FFMPEG, Set.of(),
            EngineChoice.AUTO, Set.of());

    private Unread() {}

    /** Whether Humble shows a neighbour of the right frame. */
    static boolean isNearly(Clip clip) {
        return clip == Clip.MPEG4_B_FRAMES_AVI;
    }

    static boolean by(EngineChoice choice, Clip clip) {
        return CLIPS.get(choice).contains(clip);
    }
}
