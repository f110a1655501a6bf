package io.posterframe.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * What is asked of a bucket. Each method blocks, for {@link BucketConfig#timeout} at most for each request; for any thread. All failures
 * are {@link IOException}s with the store's error code.
 */
public final class Bucket implements AutoCloseable {
    private static final String TYPE = "application/octet-stream";
    private static final int MAX_REASON = 200;
    /** What stores say that have no batch deletes. */
    private static final Set<Integer> NO_BATCHES = Set.of(400, 405, 501);

    private final String name;
    private final S3Client client;

    /** Asks nothing yet. */
    public Bucket(BucketConfig config) {
        this(config.name(), BucketClient.of(config));
    }

    private Bucket(String name, S3Client client) {
        this.name = name;
        this.client = client;
    }

    /** One where each request is made once and takes so long at most, for whoever has something better to do than to wait. */
    public static Bucket hasty(BucketConfig config, Duration patience) {
        return new Bucket(config.name(), BucketClient.hasty(config, patience));
    }

    /** @param parts of the object, one behind the other, from position to limit, which stay as they are */
    public void put(String key, ByteBuffer... parts) throws IOException {
        long length = Stream.of(parts).mapToLong(ByteBuffer::remaining).sum();
        RequestBody body = RequestBody.fromContentProvider(() -> new BufferStream(parts), length, TYPE);
        ask(() -> client.putObject(request -> request.bucket(name).key(key), body));
    }

    /** @throws NoSuchFileException when it isn't there or ends before the range does */
    public ByteBuffer get(String key, long offset, int length) throws IOException {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        return get(key, request -> request.range(range), new RangeAnswer(offset, length))
                .orElseThrow(() -> new NoSuchFileException(key, null, "is shorter"));
    }

    /** Reads an object while it comes in. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * May be called once more, when an answer was cut off. What it throws is a failure of the store.
         *
         * @param length of the whole object
         * @return null when the rest is not wanted
         */
        @Nullable
        T read(long length, InputStream in) throws IOException;
    }

    /**
     * Reads an object from its beginning, as far as the reader likes.
     *
     * @return what the reader made of it
     * @throws NoSuchFileException when it isn't there
     */
    public <T> Optional<T> read(String key, Reader<T> reader) throws IOException {
        return get(key, request -> {}, new WholeAnswer<>(reader));
    }

    private <T> Optional<T> get(
            String key,
            Consumer<GetObjectRequest.Builder> more,
            ResponseTransformer<GetObjectResponse, Optional<T>> answer)
            throws IOException {
        try {
            return client.getObject(request -> more.accept(request.bucket(name).key(key)), answer);
        } catch (AwsServiceException e) {
            throw isMissing(e) ? new NoSuchFileException(key) : failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** An object in a list. @param written by the store's clock */
    public record Listed(String key, Instant written) {}

    /** Takes what a request for a list tells of, at most 1,000 at a time, in the order of their keys. */
    @FunctionalInterface
    public interface Page {
        void take(List<Listed> objects) throws IOException;
    }

    /** Hands over all objects whose keys begin so. They may be deleted meanwhile. */
    public void list(String prefix, Page page) throws IOException {
        String next = null;
        do {
            String from = next;
            ListObjectsV2Response objects = ask(() -> client.listObjectsV2(
                    request -> request.bucket(name).prefix(prefix).continuationToken(from)));
            page.take(objects.contents().stream()
                    .map(object -> new Listed(object.key(), object.lastModified()))
                    .toList());
            next = objects.nextContinuationToken();
        } while (next != null);
    }

    /** Deletes at most 1,000 objects, at once or, where a store can't, one by one. */
    public void delete(List<String> keys) throws IOException {
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
