package io.posterframe.upload;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.catalog.Medium;
import io.posterframe.database.Database;
import io.posterframe.origin.Origin;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.UploadRefused.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * All uploads: tokens that allow them, files as they come in, and media of what has come. Safe on every thread; never
 * blocks, but for {@link #open} and {@link #close}. The futures fail with UploadRefused, or with a PictureException where
 * the database fails.
 *
 * <p>State is rows and files, and nothing else. A row is changed only when the bytes that it speaks of are safe on disk,
 * and a file that no row speaks of is removed, so whenever the process ends, what is said to be there is there.
 */
public final class Uploads implements UploadedMedia, AutoCloseable {
    private static final int WORKERS = 8;

    /** So that pictures of one file don't each ask the database. */
    private static final LookupConfig MEMORY =
            new LookupConfig(1_000, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Vertx vertx;
    private final UploadConfig config;
    private final WorkerExecutor workers;
    private final UploadLedger ledger;
    private final UploadFolder folder;
    private final Room room;
    private final Acceptance acceptance;
    private final CleanUp cleanUp;
    private final UploadOrigin origin;
    private final LookupCache<Upload> complete = new LookupCache<>(MEMORY, Ticker.systemTicker(), this::findComplete);
    private final long cleaning;

    private Uploads(Vertx vertx, Database database, UploadConfig config, Path path, InstantSource clock)
            throws IOException {
        this.vertx = vertx;
        this.config = config;
        this.folder = new UploadFolder(path);
        this.ledger = new UploadLedger(database, clock);
        this.room = new Room(config, path);
        this.acceptance = new Acceptance(config, ledger, folder, room);
        this.cleanUp = new CleanUp(config, ledger, folder, room, clock);
        folder.dropUnfinished();
        cleanUp.atStart();
        this.workers = vertx.createSharedWorkerExecutor("posterframe-uploads", WORKERS);
        this.origin = new UploadOrigin(workers, ledger, folder);
        this.cleaning = vertx.setPeriodic(config.cleanEvery().toMillis(), id -> clean());
    }

    /**
     * Makes the folder, and removes what expired, was abandoned, or was left behind by a process that was killed. Blocks.
     *
     * @param folder owned by this object alone
     * @throws IOException when the folder can't be used
     */
    public static Uploads open(Vertx vertx, Database database, UploadConfig config, Path folder) throws IOException {
        return new Uploads(vertx, database, config, folder, InstantSource.system());
    }

    static Uploads open(Vertx vertx, Database database, UploadConfig config, Path folder, InstantSource clock)
            throws IOException {
        return new Uploads(vertx, database, config, folder, clock);
    }

    /** Bytes that the files take here, or are about to take. */
    public long bytes() {
        return room.taken();
    }

    /** How many files and chunks are being received. */
    public int receiving() {
        return room.receiving();
    }

    public UploadConfig config() {
        return config;
    }

    /** Media at {@code upload:} locations, for {@link io.posterframe.origin.Origins}. */
    public Origin origin() {
        return origin;
    }

    /** Makes a token. */
    public Future<UploadToken> createToken(TokenRequest request) {
        return blocking(() -> ledger.createToken(request));
    }

    /** The token of this id, unless it is unknown or has expired. */
    public Future<Optional<UploadToken>> token(String id) {
        return blocking(() -> ledger.token(id));
    }

    /**
     * Says before a byte is received whether a file may be uploaded with a token: fails with NO_SUCH_TOKEN, or with
     * TOKEN_USED_UP unless a file that was begun may be gone on with.
     */
    public Future<UploadToken> usableToken(String id) {
        return blocking(() -> ledger.usableToken(id));
    }

    /**
     * Begins to receive a file or chunk. To be called on an event loop.
     *
     * @param sender        decides what it may have of the server: how many at once, how large, for how long
     * @param declaredBytes how long the request's body is said to be, or less than 0 for unknown
     * @throws UploadRefused with BUSY, TOO_LARGE or NO_ROOM
     */
    public Incoming receive(Sender sender, long declaredBytes) {
        return new Incoming(vertx, config, room, folder, sender, declaredBytes);
    }

    /**
     * Makes what was received the whole of a new file. Takes the token's right to one file; of two at once that want the last
     * one, one gets it. Fails with NO_SUCH_TOKEN, TOKEN_USED_UP, BAD_FIELD for an empty file, TOO_LARGE; the received file is
     * gone then.
     */
    public Future<Upload> accept(String tokenId, Received received) {
        return changing(tokenId, () -> acceptance.whole(tokenId, received));
    }

    /**
     * Makes what was received a chunk of a file, which begins with the first chunk that comes, whatever its number, and takes
     * the token's right to one file. A chunk that is there already is no failure. Fails as for a whole file, and with
     * CONTRADICTION when the chunk has the wrong length or says another size than those before it.
     */
    public Future<Upload> accept(String tokenId, Chunk chunk, Received received) {
        return changing(tokenId, () -> acceptance.chunk(tokenId, chunk, received));
    }

    /** Removes what was received and is not wanted. */
    public Future<Void> drop(Received received) {
        return blocking(() -> {
            acceptance.drop(received);
            return null;
        });
    }

    /** Whether a chunk has come already, so that it need not be sent. Fails with NO_SUCH_TOKEN. */
    public Future<Boolean> isThere(String tokenId, Chunk chunk) {
        return blocking(() -> ledger.isThere(tokenId, chunk));
    }

    /** The file of a valid token that is meant, complete or not; empty when there is none. */
    public Future<Optional<Upload>> find(String tokenId, UploadChoice choice) {
        return blocking(() -> ledger.find(tokenId, choice));
    }

    /**
     * A medium of a token's file, complete or not: a picture of it fails with NotUploadedYet when it needs what has not come.
     * Fails with a PictureException, NoSuchUpload.
     */
    public Future<Medium> medium(String tokenId, UploadChoice choice) {
        return find(tokenId, choice)
                .map(found -> medium(found.orElseThrow(() -> new PictureException(new Failure.NoSuchUpload()))));
    }

    @Override
    public Future<Medium> ofToken(String tokenId) {
        return complete.find(tokenId)
                .map(found -> medium(found.orElseThrow(() -> new PictureException(new Failure.NoSuchUpload()))));
    }

    /** That a file is not complete is a failure, since failures are not remembered. */
    private Future<Optional<Upload>> findComplete(String tokenId) {
        return find(tokenId, UploadChoice.NEWEST).map(found -> {
            if (found.isPresent() && !found.get().complete()) {
                throw new PictureException(new Failure.NotUploadedYet());
            }
            return found;
        });
    }

    private static Medium medium(Upload upload) {
        return new Medium(upload.tokenId(), upload.location(), Medium.Kind.UNKNOWN, 0, Medium.SERVERS_OFFSET);
    }

    /** Lets a file outlive its token: it stays until it is deleted. Fails with a PictureException, NoSuchUpload. */
    public Future<Void> keep(String uploadId) {
        return blocking(() -> {
            ledger.keep(uploadId);
            return null;
        });
    }

    /** The first bytes of a file that is complete. */
    public Future<byte[]> head(Upload upload, int most) {
        return blocking(() -> {
            try (InputStream in = Files.newInputStream(folder.file(upload.id()))) {
                return in.readNBytes(most);
            }
        });
    }

    /** Opens the file of an upload that is complete. Fails with a PictureException, NoSuchUpload, when it isn't here. */
    public Future<UploadedFile> open(String uploadId) {
        return blocking(() -> {
            try {
                FileChannel channel = FileChannel.open(folder.file(uploadId));
                return new UploadedFile(channel, channel.size());
            } catch (NoSuchFileException e) {
                throw new PictureException(new Failure.NoSuchUpload());
            }
        });
    }

    /** Removes a file, also one that is not complete; the token gets its right back for one that is not. */
    public Future<Void> delete(String uploadId) {
        return blocking(() -> {
            acceptance.delete(uploadId);
            complete.invalidateAll();
            return null;
        });
    }

    /** Removes what expired, was abandoned or belongs to nothing; happens by itself from time to time. */
    public Future<Void> clean() {
        return blocking(() -> {
            cleanUp.now();
            complete.invalidateAll();
            return null;
        });
    }

    private Future<Upload> changing(String tokenId, Callable<Upload> work) {
        return blocking(work).onComplete(done -> complete.invalidate(List.of(tokenId)));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    /** Lets work that runs end. Blocks for a moment. */
    @Override
    public void close() {
        vertx.cancelTimer(cleaning);
        workers.close();
    }

    /** The refusal of a token that is unknown or has expired. */
    static UploadRefused noSuchToken() {
        return new UploadRefused(Reason.NO_SUCH_TOKEN, "there is no such upload token, or it has expired");
    }
}
