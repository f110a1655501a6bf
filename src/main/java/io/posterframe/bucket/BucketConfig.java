package io.posterframe.bucket;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** A bucket of S3, or of a store that talks like it. */
public record BucketConfig(
        @Doc("The bucket's name. Empty for none.") String name,
        @Doc("Where a store other than AWS listens, such as https://minio.example:9000. Empty for AWS.")
                String endpoint,
        @Doc("The bucket's region; with other stores what they say, such as auto.") String region,
        @Doc("What the keys of all objects begin with. It ends with / or is empty. Nothing else may be below it.")
                String prefix,
        @Doc("The access key's id. Empty: it and the secret come from where AWS's tools find them, such as "
                        + "AWS_ACCESS_KEY_ID or the machine's role.")
                String accessKey,
        @Doc("The access key's secret.") String secretKey,
        @Doc("Whether the bucket's name stands in the path rather than in front of the host, as most stores other than "
                        + "AWS want it.")
                boolean pathStyle,
        @Doc("How long a request may take with all its tries; a try that fails in passing is made three times.")
                @Range(min = 100, max = 3_600_000)
                Duration timeout,
        @Doc("How long each try may take.") @Range(min = 100, max = 3_600_000) Duration attemptTimeout) {

    public static final BucketConfig DEFAULTS = new BucketConfig(
            "", "", "us-east-1", "frames/", "", "", false, Duration.ofMinutes(2), Duration.ofSeconds(40));

    private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    private static final String REGION = "[a-z0-9-]{1,32}";
    /** So short that a place's name with it fits, and of what needs no encoding in a URL. */
    private static final String PREFIX = "(?:[0-9A-Za-z_-][0-9A-Za-z_.-]*/)*";

    private static final int MAX_PREFIX = 100;
    private static final int MAX_HOST = 100;

    public BucketConfig {
        if (!name.isEmpty() && !name.matches(NAME)) {
            throw new IllegalArgumentException("name must be 3 to 63 of a-z, 0-9, . and -");
        }
        if (!endpoint.isEmpty() && !isEndpoint(endpoint)) {
            throw new IllegalArgumentException(
                    "endpoint must be http:// or https:// and a host, such as https://minio.example:9000");
        }
        if (!region.matches(REGION)) {
            throw new IllegalArgumentException("region must be 1 to 32 of a-z, 0-9 and -");
        }
        if (prefix.length() > MAX_PREFIX || !prefix.matches(PREFIX)) {
            throw new IllegalArgumentException("prefix must be at most " + MAX_PREFIX
                    + " characters and empty or words of 0-9, A-Z, a-z, _, . and -, each with a / behind it");
        }
        if (accessKey.isBlank() != secretKey.isBlank()) {
            throw new IllegalArgumentException("access-key and secret-key must be given together");
        }
    }

    private static boolean isEndpoint(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && uri.getRawAuthority().length() <= MAX_HOST
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The same with other limits of time. */
    public BucketConfig within(Duration all, Duration attempt) {
        return new BucketConfig(name, endpoint, region, prefix, accessKey, secretKey, pathStyle, all, attempt);
    }

    public boolean isOn() {
        return !name.isEmpty();
    }

    boolean hasKey() {
        return !accessKey.isBlank();
    }

    /** Equal for what reaches the same objects. Names of buckets are unique in all of AWS, elsewhere at an endpoint. At most 300 characters. */
    public String place() {
        String at = endpoint.isEmpty() ? "" : "@" + URI.create(endpoint).getRawAuthority();
        return "s3://" + name + "/" + prefix + at;
    }

    /** Without the key, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "BucketConfig[" + (isOn() ? place() : "") + "]";
    }
}
