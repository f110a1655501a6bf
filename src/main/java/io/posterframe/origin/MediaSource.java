package io.posterframe.origin;

import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One version of a media file: a description, cheap to keep. Thread-safe. */
public interface MediaSource {

    /** The stable identity of the location, the same for all its versions: its URI. */
    String id();

    SourceVersion version();

    /** Whether more of it is still coming in, so that each look may find another version. */
    default boolean partial() {
        return false;
    }

    /**
     * What is refused for a while when workers have died over this: the version alone, or more where new versions come of
     * themselves.
     */
    default String suspect() {
        return id() + "\n" + version().validator();
    }

    /**
     * Whether this version is only the beginning of partial media. A picture that would show the end of it fails with
     * NotUploadedYet instead, since that end isn't one.
     */
    default boolean unfinished() {
        return false;
    }

    /**
     * How long this version counts as current, where that depends on the media: those of a live stream go on. Null for
     * media that is whole.
     */
    default @Nullable Duration freshFor() {
        return null;
    }

    /**
     * The picture that is meant by a spec whose moment only the source can tell: a time of day, or the poster of a live
     * stream. The same spec where there is nothing to tell.
     *
     * @throws io.posterframe.picture.PictureException with BadParameter when the source has no such moment,
     *     NoSegmentYet when it has not come yet
     */
    default PictureSpec meant(PictureSpec spec) {
        return spec;
    }

    /**
     * Asks for what a picture needs first, so that no worker has to wait while an origin hangs. Never blocks.
     *
     * @param spec  as it is {@linkplain #meant meant}
     * @param trail to which the asking belongs
     * @return fails with PictureException: TimedOut; any other trouble is left to whoever reads
     */
    default Future<Void> ready(PictureSpec spec, PictureConfig limits, Trail trail) {
        return Future.succeededFuture();
    }

    /** As {@link #open(Trail)}, for one picture: a source that has other media for some moments opens those. */
    default MediaReader open(PictureSpec spec, Trail trail) {
        return open(trail);
    }

    /**
     * As {@link #open()}.
     *
     * @param trail to which what the reader asks an origin for belongs
     */
    default MediaReader open(Trail trail) {
        return open();
    }

    /**
     * Opens this version for one thread. May block; never call it on an event loop.
     *
     * @throws io.posterframe.picture.PictureException with SourceChanged when another version has taken its place,
     *     SourceMissing when the media is gone, OriginFailed
     */
    MediaReader open();
}
