package io.posterframe.dialect.capture;

import io.posterframe.dialect.SiteUrl;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.List;

/** The HLS capture API of VideoSDK. */
public record CaptureConfig(
        @Doc("Whether the API is there. Off: each request is answered with 404, one for a stored picture too.")
                boolean enabled,
        @Doc("The keys that sign tokens, besides those in the database; of two with one name these count.")
                List<SigningKey> keys,
        @Doc("How far a token's times may be from the server's clock, in whole seconds.") @Range(max = 3_600_000)
                Duration leeway,
        @Doc("Where clients reach the server, such as https://pictures.example.com: filePath begins with it. "
                        + "Empty: as each request says, which is wrong behind a proxy that ends TLS.")
                String siteUrl,
        @Doc("The quality of JPEG and WebP.") @Range(max = 100) int quality,
        @Doc("How long a captured picture is served.") @Range(min = 1000, max = 31_536_000_000L) Duration keepFor,
        @Doc("Disk space for captured pictures; the oldest go first.") @Range(min = 1 << 20) long maxBytes) {

    public static final CaptureConfig DEFAULTS =
            new CaptureConfig(true, List.of(), Duration.ofSeconds(30), "", 85, Duration.ofDays(7), 1L << 30);

    public CaptureConfig {
        keys = List.copyOf(keys);
        SiteUrl.check(siteUrl);
        if (keys.stream().map(SigningKey::apikey).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("keys must have different apikeys");
        }
    }
}
