package io.posterframe.archive;

import io.posterframe.bucket.Bucket;
import io.posterframe.bucket.BucketConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Bundles as objects {@code <prefix><job>/<bundle>} of a bucket. An object is there whole or not at all, and is safe when
 * the store has answered.
 */
final class BucketArchive implements Archive {
    private final Bucket bucket;
    private final String prefix;
    private final String place;

    BucketArchive(BucketConfig config) {
        bucket = new Bucket(config);
        prefix = config.prefix();
        place = config.place();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void write(String job, String bundle, ByteBuffer bytes) throws IOException {
        Arguments.write(job, bundle, bytes);
        bucket.put(below(job) + bundle, bytes);
    }

    @Override
    public ByteBuffer read(String job, String bundle, long offset, int length) throws IOException {
        Arguments.read(job, bundle, offset, length);
        return bucket.get(below(job) + bundle, offset, length);
    }

    @Override
    public void keepOnly(String job, Set<String> bundles) throws IOException {
        Arguments.keepOnly(job, bundles);
        String below = below(job);
        bucket.list(
                below,
                page -> bucket.delete(page.stream()
                        .map(object -> object.key())
                        .filter(key -> !bundles.contains(key.substring(below.length())))
                        .toList()));
    }

    @Override
    public void forEachJob(Visitor visitor) throws IOException {
        JobsInOrder jobs = new JobsInOrder(visitor);
        bucket.list(prefix, page -> {
            for (var object : page) {
                jobs.take(object.key().substring(prefix.length()), object.written());
            }
        });
        jobs.end();
    }

    private String below(String job) {
        return prefix + job + "/";
    }

    @Override
    public void close() {
        bucket.close();
    }
}
