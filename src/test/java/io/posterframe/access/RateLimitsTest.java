package io.posterframe.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import io.posterframe.address.AddressLiteral;
import io.posterframe.catalog.Partner;
import io.posterframe.picture.Failure.RateLimited;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final InetAddress ALICE = address("192.0.2.1");
    private static final InetAddress BOB = address("192.0.2.2");
    private static final Limit LIMIT = new Limit(2, 5);

    private final Clock clock = new Clock();

    @Test
    void limitNothingByDefault() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(Optional.empty(), RateLimits.OFF.take(Api.KALTURA, ALICE));
            assertEquals(Optional.empty(), RateLimits.OFF.take(partner(OptionalInt.empty())));
            RateLimits.OFF.credentialsFailed(ALICE);
            assertEquals(Optional.empty(), RateLimits.OFF.credentials(ALICE));
        }
        assertTrue(RateLimits.OFF.isOff(Api.KALTURA));
        assertEquals(0, RateLimits.OFF.addresses());
    }

    @Test
    void letABurstThroughAndThenAsManyAsTheRateSays() {
        RateLimits limits = limits(LIMIT, Limit.OFF, Limit.OFF, Limit.OFF);
        assertEquals(5, granted(limits, ALICE));
        RateLimited refused = limits.take(Api.PHOTO, ALICE).orElseThrow();
        assertEquals(5, refused.limit());
        assertEquals(1, refused.retryAfterSeconds());
        assertEquals("too many requests from your address; try again in 1 s", refused.message());
        clock.advance(500);
        assertEquals(1, granted(limits, ALICE));
        clock.advance(1000);
        assertEquals(2, granted(limits, ALICE));
        clock.advance(3_600_000);
        assertEquals(5, granted(limits, ALICE));
    }

    @Test
    void allowAsManyAtOnceAsInASecondWithoutABurst() {
        RateLimits limits = limits(new Limit(3, 0), Limit.OFF, Limit.OFF, Limit.OFF);
        assertEquals(3, granted(limits, ALICE));
    }

    @Test
    void countEachAddressByItself() {
        RateLimits limits = limits(LIMIT, Limit.OFF, Limit.OFF, Limit.OFF);
        assertEquals(5, granted(limits, ALICE));
        assertEquals(5, granted(limits, BOB));
        assertEquals(5, granted(limits, address("2001:db8::1")));
        assertEquals(0, granted(limits, address("2001:db8::ffff:0:0:2")));
        assertEquals(5, granted(limits, address("2001:db8:0:1::1")));
        assertEquals(0, granted(limits, address("::ffff:192.0.2.1")));
        assertEquals(4, limits.addresses());
    }

    @Test
    void countAnApiForAllTogether() {
        RateLimits limits = limits(Limit.OFF, Limit.OFF, LIMIT, Limit.OFF);
        assertEquals(5, granted(limits, ALICE));
        assertEquals(0, granted(limits, BOB));
        assertTrue(limits.isOff(Api.PHOTO));
        assertFalse(limits.isOff(Api.KALTURA));
        assertEquals(Optional.empty(), limits.take(Api.PHOTO, BOB));
    }

    @Test
    void chargeNothingForWhatTheyRefuse() {
        RateLimits limits = limits(new Limit(10, 10), Limit.OFF, LIMIT, Limit.OFF);
        assertEquals(5, granted(limits, ALICE));
        for (int i = 0; i < 20; i++) {
            assertTrue(limits.take(Api.KALTURA, ALICE).isPresent());
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), limits.take(Api.PHOTO, ALICE));
        }
        assertTrue(limits.take(Api.PHOTO, ALICE).isPresent());
    }

    @Test
    void giveBackWhatCostNothing() {
        RateLimits limits = limits(LIMIT, LIMIT, LIMIT, Limit.OFF);
        Partner partner = partner(OptionalInt.empty());
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), limits.take(Api.KALTURA, ALICE));
            assertEquals(Optional.empty(), limits.take(partner));
            limits.giveBack(Api.KALTURA, ALICE);
            limits.giveBack(partner);
        }
        limits.giveBack(Api.KALTURA, ALICE); // never more than the burst
        assertEquals(5, granted(limits, ALICE));
    }

    @Test
    void countAnAccountByItsOwnRateAndFollowAChange() {
        RateLimits limits = limits(Limit.OFF, LIMIT, Limit.OFF, Limit.OFF);
        assertEquals(5, granted(limits, partner(OptionalInt.empty())));
        assertEquals(7, granted(limits, partner(OptionalInt.of(7))));
        assertEquals(0, granted(limits, partner(OptionalInt.of(7))));
        assertEquals(1, granted(limits, partner(OptionalInt.of(1))));
        clock.advance(1000);
        assertEquals(7, granted(limits, partner(OptionalInt.of(7))));
        assertEquals(7, granted(RateLimits.OFF, partner(OptionalInt.of(7))));
        RateLimits.OFF.take(partner(OptionalInt.empty()));
    }

    @Test
    void stopAnAddressThatGuesses() {
        RateLimits limits = limits(Limit.OFF, Limit.OFF, Limit.OFF, new Limit(1, 3));
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), limits.credentials(ALICE));
            limits.credentialsFailed(ALICE);
        }
        assertEquals(1, limits.credentials(ALICE).orElseThrow().retryAfterSeconds());
        assertEquals(Optional.empty(), limits.credentials(BOB));
        clock.advance(1000);
        assertEquals(Optional.empty(), limits.credentials(ALICE));
    }

    @Test
    void tellHowLongToWait() {
        RateLimits limits = limits(new Limit(1, 1), Limit.OFF, Limit.OFF, Limit.OFF);
        limits.take(Api.KALTURA, ALICE);
        clock.advance(100);
        assertEquals(1, limits.take(Api.KALTURA, ALICE).orElseThrow().retryAfterSeconds());
    }

    @Test
    void rememberABoundedNumberOfAddresses() {
        RateLimits limits = limits(LIMIT, Limit.OFF, Limit.OFF, Limit.OFF);
        for (int i = 0; i < 150_000; i++) {
            limits.take(Api.KALTURA, address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
        }
        assertEquals(100_000, limits.addresses());
    }

    @Test
    void countEachKindOfCallOfAnAccountByItself() {
        RateLimits limits = limits(Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF);
        assertTrue(limits.takeCall(Api.TASKS, "100", "upload", 2).isEmpty());
        RateLimited refused = limits.takeCall(Api.TASKS, "100", "upload", 2).orElseThrow();
        assertEquals(1, refused.limit());
        assertTrue(limits.takeCall(Api.TASKS, "100", "delete", 2).isEmpty());
        assertTrue(limits.takeCall(Api.TASKS, "101", "upload", 2).isEmpty());
        clock.advance(500);
        assertTrue(limits.takeCall(Api.TASKS, "100", "upload", 2).isEmpty());
        assertTrue(limits.takeCall(Api.TASKS, "100", "upload", 0).isEmpty());
        assertEquals(1, limits.refused());
    }

    @Test
    void allocateNothingWhileOff() {
        assertSame(RateLimits.OFF.take(Api.KALTURA, ALICE), RateLimits.OFF.take(Api.KALTURA, BOB));
    }

    private RateLimits limits(Limit address, Limit partner, Limit kaltura, Limit failed) {
        return new RateLimits(
                new LimitsConfig(
                        false, address, partner, kaltura, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF, Limit.OFF,
                        Limit.OFF, failed),
                clock);
    }

    private static int granted(RateLimits limits, InetAddress address) {
        int count = 0;
        while (count < 20 && limits.take(Api.KALTURA, address).isEmpty()) {
            count++;
        }
        return count;
    }

    private static int granted(RateLimits limits, Partner partner) {
        int count = 0;
        while (count < 20 && limits.take(partner).isEmpty()) {
            count++;
        }
        return count;
    }

    private static Partner partner(OptionalInt rate) {
        return new Partner("100", "", Partner.Status.ACTIVE, List.of(), OptionalInt.empty(), null, rate, false, false);
    }

    private static InetAddress address(String text) {
        return AddressLiteral.parse(text).orElseThrow();
    }

    private static final class Clock implements TimeMeter {
        private long nanos;

        void advance(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
