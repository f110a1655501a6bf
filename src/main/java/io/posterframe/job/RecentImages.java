package io.posterframe.job;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Images that were read lately, in direct memory. Many who ask for the same at once are joined to one read; a failure is
 * never remembered. Memory comes back when nobody holds an image any more, as that of {@code cache.Bytes} does. Safe on
 * every thread; never blocks.
 */
final class RecentImages {
    /** Some 160 images of the usual width, more than a page of a list. The direct memory that is usual has room for that. */
    private static final long MOST_BYTES = 16L << 20;

    /** The heap that an entry takes, so that very many very small images are bounded too. */
    private static final int ENTRY_BYTES = 512;

    /** A number of a job has another image only if the job started over. */
    private record Key(String jobId, int number, long crc) {}

    private final AsyncCache<Key, ByteBuffer> images = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, ByteBuffer image) -> image.remaining() + ENTRY_BYTES)
            // upkeep is a few microseconds, and done by the caller it leaves nothing to wait for
            .executor(Runnable::run)
            .buildAsync();

    /**
     * The image of a frame, on the caller's context.
     *
     * @param read a direct buffer that nobody writes to any more
     */
    Future<ByteBuffer> get(JobFrame frame, Supplier<Future<ByteBuffer>> read) {
        CompletableFuture<ByteBuffer> image = images.get(
                new Key(frame.jobId(), frame.number(), frame.crc()),
                (key, executor) -> read.get().toCompletionStage().toCompletableFuture());
        Context context = Vertx.currentContext();
        Future<ByteBuffer> there =
                context == null ? Future.fromCompletionStage(image) : Future.fromCompletionStage(image, context);
        return there.map(ByteBuffer::asReadOnlyBuffer);
    }
}
