package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a version of a live stream counts, which says so itself. */
class LiveLocationTest {
    private static final URI PLACE = URI.create("hls+https://media.example/live.m3u8");

    private long now = 1_000_000;
    private int version;
    private @Nullable Failure failure;

    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private final Location location = new Location(PLACE, new Live(), OriginConfig.DEFAULTS, clock);

    private final class Live implements Origin {
        @Override
        public Future<MediaSource> open(URI location, Trail trail) {
            Failure known = failure;
            return known != null
                    ? Future.failedFuture(new PictureException(known))
                    : Future.succeededFuture(new Window(++version));
        }

        @Override
        public Future<MediaSource> recheck(URI location, MediaSource known, Trail trail) {
            return open(location, trail);
        }
    }

    private record Window(int number) implements MediaSource {
        @Override
        public String id() {
            return PLACE.toString();
        }

        @Override
        public SourceVersion version() {
            return new SourceVersion(0, Integer.toString(number), 0);
        }

        @Override
        public Duration freshFor() {
            return Duration.ofSeconds(6);
        }

        @Override
        public MediaReader open() {
            throw new AssertionError("nobody reads here");
        }
    }

    private String current() {
        return location.find(Trail.NONE).result().source().version().validator();
    }

    @Test
    void countsForAsLongAsItSays() {
        assertEquals("1", current());
        now += 5999;
        assertNotNull(location.fresh());
        assertEquals("1", current());
    }

    @Test
    void isThenAskedForAndWaitedFor() {
        assertEquals("1", current());
        now += 6000;
        assertNull(location.fresh());
        assertEquals("2", current(), "not the old one while a check runs beside");
    }

    @Test
    void doesForAMomentWhileItsOriginFails() {
        assertEquals("1", current());
        failure = new Failure.OriginFailed("down", true);
        now += 17_999;
        assertEquals("1", current());
        now += 1;
        assertTrue(location.find(Trail.NONE).failed());
    }
}
