package io.posterframe.hls;

import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;

/** What is said of streams that can't be, or may not be, read. */
final class Refusal {
    private Refusal() {}

    /** @param what follows "the stream" */
    static PictureException undecodable(String what, String detail) {
        return new PictureException(new Undecodable("the stream " + what, detail));
    }

    static PictureException refused(String why) {
        return new PictureException(new OriginRefused("a playlist names " + why));
    }
}
