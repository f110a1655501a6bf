package io.posterframe.delivery;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/** How old a picture may be that is served while its source has changed or can't be asked. */
public record DeliveryConfig(
        @Doc(
                        "After a video was replaced, a picture of the old one is still served for so long while the new one is made.")
                @Range(max = 2_592_000_000L)
                Duration staleWhileRevalidate,
        @Doc("While an origin can't be asked, a picture that was made no longer ago than this is served.")
                @Range(max = 31_536_000_000L)
                Duration staleIfError) {
    public static final DeliveryConfig DEFAULTS = new DeliveryConfig(Duration.ofMinutes(1), Duration.ofDays(1));
}
