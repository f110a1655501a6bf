package io.posterframe.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is asked of a bucket. Each method blocks, for {@link BucketConfig#timeout} at most for each request; for any thread. All failures
 * are {@link IOException}s with the store's error code.
 */
final class Bucket implements AutoCloseable {
    private static final String TYPE = "application/octet-stream";
    private static final int MAX_REASON = 200;
    /** What stores say that have no batch deletes. */
    private static final Set<Integer> NO_BATCHES = Set.of(400, 405, 501);

    private final String name;
    private final S3Client client;

    Bucket(BucketConfig config) {
        name = config.name();
        client = BucketClient.of(config);
    }

    void put(String key, ByteBuffer bytes) throws IOException {
        RequestBody body = RequestBody.fromContentProvider(() -> new BufferStream(bytes), bytes.remaining(), TYPE);
        ask(() -> client.putObject(request -> request.bucket(name).key(key), body));
    }

    /** @throws NoSuchFileException when it isn't there or ends before the range does */
    ByteBuffer get(String key, long offset, int length) throws IOException {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        try {
            return client.getObject(
                            request -> request.bucket(name).key(key).range(range), new RangeAnswer(offset, length))
                    .orElseThrow(() -> new NoSuchFileException(key, null, "is shorter"));
        } catch (AwsServiceException e) {
            throw isMissing(e) ? new NoSuchFileException(key) : failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** Takes what a request for a list tells of, at most 1,000 at a time, in the order of their keys. */
    @FunctionalInterface
    interface Page {
        void take(List<S3Object> objects) throws IOException;
    }

    /** Hands over all objects whose keys begin so. They may be deleted meanwhile. */
    void list(String prefix, Page page) throws IOException {
        String next = null;
        do {
            String from = next;
            ListObjectsV2Response objects = ask(() -> client.listObjectsV2(
                    request -> request.bucket(name).prefix(prefix).continuationToken(from)));
            page.take(objects.contents());
            next = objects.nextContinuationToken();
        } while (next != null);
    }

    /** Deletes at most 1,000 objects, at once or, where a store can't, one by one. */
    void delete(List<String> keys) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        DeleteObjectsResponse answer;
        try {
            answer = client.deleteObjects(request ->
                    request.bucket(name).delete(batch -> batch.objects(objects).quiet(true)));
        } catch (AwsServiceException e) {
            if (!NO_BATCHES.contains(e.statusCode())) {
                throw failure(e);
            }
            for (String key : keys) {
                ask(() -> client.deleteObject(request -> request.bucket(name).key(key)));
            }
            return;
        } catch (SdkException e) {
            throw failure(e);
        }
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            throw failure(answer.errors().get(0).code(), null);
        }
    }

    private <T> T ask(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** A bucket that isn't there is no bundle that isn't there: nothing may be given up for it. */
    private static boolean isMissing(AwsServiceException e) {
        return e.statusCode() == 416 || (e.statusCode() == 404 && !"NoSuchBucket".equals(code(e)));
    }

    private IOException failure(SdkException e) {
        String reason = e instanceof AwsServiceException answered
                ? (answered.statusCode() + " " + code(answered)).strip()
                : e.getMessage();
        return failure(reason, e);
    }

    private IOException failure(@Nullable String reason, @Nullable Throwable cause) {
        String text = String.valueOf(reason);
        return new IOException("bucket " + name + ": " + text.substring(0, Math.min(MAX_REASON, text.length())), cause);
    }

    /** Empty when the answer had none. */
    private static String code(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    @Override
    public void close() {
        client.close();
    }
}
