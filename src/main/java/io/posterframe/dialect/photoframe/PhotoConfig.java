package io.posterframe.dialect.photoframe;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.List;

/** The 23 Video API: what it means where a request says nothing, and who may use it. */
public record PhotoConfig(
        @Doc("Whether the API is there. Off: each request is answered with permission_denied.") boolean enabled,
        @Doc("Methods that nobody may ask for: frame, get-upload-token, redeem-upload-token.")
                List<ApiMethod> disabledMethods,
        @Doc("Whether the site is public. Off: frames are for the caller alone, no cache keeps them.")
                boolean publicSite,
        @Doc("Where clients reach the API, such as https://videos.example.com: signatures cover it, and callbacks name "
                        + "its host. Empty: as each request says, which is wrong behind a proxy that ends TLS.")
                String siteUrl,
        @Doc("A frame of a request without size fits in this width.") @Range(min = 1, max = Geometry.MAX_SIDE)
                int defaultWidth,
        @Doc("A frame of a request without size fits in this height.") @Range(min = 1, max = Geometry.MAX_SIDE)
                int defaultHeight,
        @Doc("JPEG quality of frames, unless the account has one.") @Range(max = 100) int quality,
        @Doc("How long browsers and CDNs may keep a frame of a public site.") @Range(max = 1_800_000) Duration maxAge,
        @Doc("How far the timestamp of a signed request may be from the server's clock.")
                @Range(min = 1000, max = 3_600_000)
                Duration timestampTolerance,
        @Doc("The applications that sign requests (OAuth 1.0a).") List<Consumer> consumers) {

    public static final PhotoConfig DEFAULTS = new PhotoConfig(
            true, List.of(), true, "", 640, 640, 75, Duration.ofMinutes(30), Duration.ofMinutes(5), List.of());

    public PhotoConfig {
        disabledMethods = List.copyOf(disabledMethods);
        consumers = List.copyOf(consumers);
        if (!siteUrl.isEmpty()) {
            SiteAddress.parse(siteUrl);
        }
        if (consumers.stream().map(Consumer::key).distinct().count() < consumers.size()) {
            throw new IllegalArgumentException("consumers must have different keys");
        }
    }
}
