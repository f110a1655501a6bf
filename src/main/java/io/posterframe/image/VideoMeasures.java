package io.posterframe.image;

import io.posterframe.decode.Video;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/**
 * How long a video is, and how large its pictures are.
 *
 * @param durationMicros from the first frame to the end of the last, 0 or more
 * @param width          of the first frame, upright and in square pixels; 1 or more, as is the height
 */
public record VideoMeasures(long durationMicros, int width, int height) {

    /**
     * Decodes the first frame: what a container says of sizes and shapes is not always what is in it. Reads the whole video
     * where the container doesn't tell its duration.
     *
     * @throws PictureException when there is nothing to decode
     */
    public static VideoMeasures of(Video video) {
        UprightSize[] size = new UprightSize[1];
        video.frames(new long[] {0}, (index, frame) -> size[0] = UprightSize.of(frame));
        UprightSize first = size[0];
        if (first == null) {
            throw new PictureException(new Failure.Undecodable("no frame of this video could be decoded", ""));
        }
        return new VideoMeasures(video.durationMicros(), first.width(), first.height());
    }
}
