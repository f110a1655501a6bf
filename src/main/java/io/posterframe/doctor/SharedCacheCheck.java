package io.posterframe.doctor;

import io.posterframe.bucket.Bucket;
import io.posterframe.bucket.BucketConfig;
import io.posterframe.cache.SharedCacheConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether pictures can be kept in the bucket that servers share, and found there soon enough.
 *
 * @param ownDatabase whether other servers can't use the database
 */
record SharedCacheCheck(SharedCacheConfig config, boolean ownDatabase) implements Check {
    private static final Duration REQUEST = Duration.ofSeconds(8);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    @Override
    public String what() {
        return "shared cache";
    }

    @Override
    public Duration patience() {
        return REQUEST.multipliedBy(6);
    }

    @Override
    public void look(Findings findings) {
        BucketConfig named = config.bucket();
        try (Bucket bucket = new Bucket(named.within(REQUEST, ATTEMPT))) {
            look(bucket, findings);
        } catch (IOException | RuntimeException e) {
            findings.problem(
                    named.place() + ": " + Examination.words(e),
                    "see shared-cache.bucket.endpoint, region, path-style and the access key, which must be allowed to"
                            + " put, get, list and delete objects below shared-cache.bucket.prefix");
        }
        if (ownDatabase) {
            findings.warning(
                    "the database is this server's own, so it does not hear what others purge",
                    "let database.url name a PostgreSQL before another server uses the bucket");
        }
    }

    private void look(Bucket bucket, Findings findings) throws IOException {
        String folder = config.bucket().prefix() + "doctor-" + UUID.randomUUID() + "/";
        String key = folder + "probe";
        bucket.put(key, ByteBuffer.wrap(key.getBytes(StandardCharsets.US_ASCII)));
        Optional<String> first = read(bucket, key);
        // the first request also connects
        long begun = System.nanoTime();
        Optional<String> again = read(bucket, key);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        List<String> found = new ArrayList<>();
        bucket.list(folder, page -> page.forEach(each -> found.add(each.key())));
        bucket.delete(List.of(key));
        String place = config.bucket().place();
        if (!first.equals(Optional.of(key))
                || !first.equals(again)
                || !found.equals(List.of(key))
                || isThere(bucket, key)) {
            findings.problem(
                    place + " does not hold what was written",
                    "see that shared-cache.bucket.endpoint is a store that talks like S3");
            return;
        }
        if (took.compareTo(config.lookupTimeout()) >= 0) {
            findings.warning(
                    place + " took " + took.toMillis() + " ms to find an object",
                    "take a bucket nearby, or a longer shared-cache.lookup-timeout");
        } else {
            findings.ok(place + ": an object was written, read in " + took.toMillis() + " ms, listed and deleted");
        }
    }

    private static Optional<String> read(Bucket bucket, String key) throws IOException {
        return bucket.read(key, (length, in) -> new String(in.readNBytes(key.length()), StandardCharsets.US_ASCII));
    }

    private static boolean isThere(Bucket bucket, String key) throws IOException {
        try {
            return read(bucket, key).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
