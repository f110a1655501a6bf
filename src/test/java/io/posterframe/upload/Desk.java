package io.posterframe.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** An {@link Uploads} on a database of its own, with a clock that stands still, that can be closed and opened again. */
final class Desk implements AutoCloseable {
    static final UploadConfig CONFIG = config(1 << 20, 4 << 20, 16);

    final Vertx vertx = Vertx.vertx();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    final Path folder;
    private final Path temp;
    private final DatabaseConfig where;
    private final UploadConfig config;
    private Database database;
    Uploads uploads;

    Desk(DatabaseConfig where, UploadConfig config, Path temp) throws IOException {
        this.where = where;
        this.config = config;
        this.temp = temp;
        this.folder = temp.resolve("uploads");
        this.database = Database.open(vertx, where, temp);
        this.uploads = Uploads.open(vertx, database, config, folder, now::get);
    }

    static UploadConfig config(long maxFileBytes, long maxTotalBytes, int maxReceiving) {
        return config(maxFileBytes, maxTotalBytes, maxReceiving, Duration.ofMinutes(1));
    }

    static UploadConfig config(long maxFileBytes, long maxTotalBytes, int maxReceiving, Duration receiveTimeout) {
        return new UploadConfig(
                List.of(),
                maxFileBytes,
                maxTotalBytes,
                0,
                100,
                maxReceiving,
                receiveTimeout,
                maxFileBytes,
                receiveTimeout,
                Duration.ofDays(14),
                Duration.ofDays(1),
                Duration.ofHours(1));
    }

    /** What a process that was killed leaves, opened by the next one. */
    void reopen() throws IOException {
        uploads.close();
        database.close();
        database = Database.open(vertx, where, temp);
        uploads = Uploads.open(vertx, database, config, folder, now::get);
    }

    void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    String token(int maxUploads) {
        return uploads.createToken(
                        new TokenRequest(UploadToken.Kind.PHOTO, null, "{}", maxUploads, Duration.ofDays(14)))
                .await()
                .id();
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Receives a file as from a client that says how long it is. */
    Future<Received> receive(byte[] bytes, String name) {
        return receive(bytes, name, bytes.length);
    }

    Future<Received> receive(byte[] bytes, String name, long declared) {
        Path sent;
        try {
            sent = Files.write(Files.createTempFile(temp, "sent", ""), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Promise<Received> received = Promise.promise();
        vertx.runOnContext(go -> vertx.fileSystem()
                .open(sent.toString(), new OpenOptions().setRead(true).setWrite(false))
                .compose(file -> {
                    Incoming incoming = uploads.receive(Sender.KNOWN, declared);
                    incoming.take(file, name, Future.succeededFuture());
                    return incoming.result();
                })
                .onComplete(received));
        return received.future();
    }

    Future<Upload> whole(String token, byte[] bytes, String name) {
        return receive(bytes, name).compose(received -> uploads.accept(token, received));
    }

    /** Sends a chunk as Resumable.js cuts it; the last reaches the end. */
    Future<Upload> chunk(String token, byte[] file, int number, int size, boolean last) {
        int from = (number - 1) * size;
        byte[] part = Arrays.copyOfRange(file, from, last ? file.length : from + size);
        return receive(part, "").compose(received -> uploads.accept(token, chunk(file, number, size), received));
    }

    static Chunk chunk(byte[] file, int number, int size) {
        return new Chunk("the-file", "clip.mp4", number, size, file.length);
    }

    /** What is known of an upload. */
    Present present(String id) {
        return new UploadLedger(database, now::get).present(id).orElseThrow();
    }

    byte[] content(Upload upload) throws IOException {
        return Files.readAllBytes(folder.resolve(upload.id()));
    }

    /** The names of all files below the folder. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    void refused(UploadRefused.Reason reason, Executable work) {
        UploadRefused refused = assertThrows(UploadRefused.class, work);
        assertEquals(reason, refused.reason(), refused.getMessage());
    }

    @Override
    public void close() {
        uploads.close();
        database.close();
        vertx.close().await();
    }
}
