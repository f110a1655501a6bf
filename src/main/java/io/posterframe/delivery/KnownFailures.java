package io.posterframe.delivery;

import io.posterframe.cache.Failures;
import io.posterframe.hls.StreamLocation;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Uris;
import io.posterframe.picture.Failure;
import io.posterframe.trail.Trail;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pictures and their sources have ended with of late: remembered by source when any picture of it would fail, else by
 * picture, and told to the log once. Safe on every thread; never blocks.
 */
final class KnownFailures {
    /** Under the name that lines have had from the beginning, which operators look for. */
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Failures failures;

    KnownFailures(Failures failures) {
        this.failures = failures;
    }

    /** That which any picture of the source ended with when its version was last asked for. */
    @Nullable
    Failure ofSource(Wanted wanted) {
        return failures.recall(wanted.sourceKey());
    }

    /** That which this picture, or any of this version, ended with. */
    @Nullable
    Failure ofPicture(CurrentSource current, Wanted wanted) {
        Failure ofVersion = failures.recall(wanted.versionKey(current));
        return ofVersion != null ? ofVersion : failures.recall(wanted.pictureKey(current));
    }

    /** Many may wait for one check and hear of its failure here; one line tells of it. */
    void rememberSource(Failure failure, Wanted wanted, Trail trail) {
        URI location = wanted.location();
        if (failure instanceof Failure.SourceMissing && "file".equals(location.getScheme())) {
            // a file that is being replaced is missing for a moment, and another look costs nothing
            return;
        }
        if (ofSource(wanted) == null) {
            tell(failure, location, trail);
        }
        failures.remember(wanted.sourceKey(), failure);
    }

    private static void tell(Failure failure, URI location, Trail trail) {
        boolean told = failure.category() == Failure.Category.SOURCE
                || failure.category() == Failure.Category.ORIGIN
                || failure.category() == Failure.Category.WORKER
                || failure.category() == Failure.Category.NOT_FOUND;
        // a client that asks while it uploads is told so many times
        boolean soon = failure instanceof Failure.NotUploadedYet || failure instanceof Failure.NoSegmentYet;
        if (told && !soon) {
            String detail = failure.detail().isEmpty() ? "" : " (" + failure.detail() + ")";
            LOG.info("{}no picture of {}: {}{}", trail.prefix(), Uris.shown(location), failure.message(), detail);
        }
    }

    /**
     * What would fail for any picture of a source is remembered for the source, the rest for the picture. What a stream's
     * segment lacks says nothing of its others.
     */
    void remember(Failure failure, CurrentSource current, Wanted wanted, Trail trail) {
        tell(failure, wanted.location(), trail);
        boolean whole = failure instanceof Failure.Undecodable
                || failure instanceof Failure.OriginFailed
                || failure instanceof Failure.SourceMissing;
        boolean wholeSource =
                failure instanceof Failure.WorkerDied || whole && !StreamLocation.isStream(wanted.location());
        failures.remember(wholeSource ? wanted.versionKey(current) : wanted.pictureKey(current), failure);
    }
}
