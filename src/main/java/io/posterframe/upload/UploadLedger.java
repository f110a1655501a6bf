package io.posterframe.upload;

import io.posterframe.database.Database;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.UploadRefused.Reason;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the database knows of tokens and uploads. Each method is one transaction and blocks. Whoever changes an upload holds
 * the lock of its token's or its own row, so that of two at once the second sees what the first did.
 */
final class UploadLedger {
    private static final int TOKEN_BYTES = 16;
    private static final int PHOTO_TOKEN_BYTES = 20;
    private static final int LONGEST_TOKEN = 64;

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    UploadLedger(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String hex(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    String newId() {
        return hex(TOKEN_BYTES);
    }

    UploadToken createToken(TokenRequest asked) {
        Instant now = now();
        String id =
                switch (asked.kind()) {
                    case KALTURA -> "0_" + hex(TOKEN_BYTES);
                    case PHOTO -> hex(PHOTO_TOKEN_BYTES);
                };
        UploadToken token = new UploadToken(
                id,
                asked.kind(),
                asked.partnerId(),
                asked.attributes(),
                asked.maxUploads(),
                0,
                now,
                now.plus(asked.validFor()));
        return database.now(handle -> {
            UploadTables.insert(handle, token);
            return token;
        });
    }

    Optional<UploadToken> token(String id) {
        return nameable(id) ? database.now(handle -> UploadTables.token(handle, id, now())) : Optional.empty();
    }

    /** An id that no token can have is not looked for: a database may refuse its characters. */
    private static boolean nameable(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_TOKEN
                && id.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '_');
    }

    UploadToken usableToken(String id) {
        UploadToken token = token(id).orElseThrow(Uploads::noSuchToken);
        if (token.uploads() >= token.maxUploads() && !database.now(handle -> UploadTables.hasUnfinished(handle, id))) {
            throw usedUp(token);
        }
        return token;
    }

    private static UploadRefused usedUp(UploadToken token) {
        return new UploadRefused(
                Reason.TOKEN_USED_UP,
                token.maxUploads() == 1
                        ? "a file has been uploaded with this upload token; it was for one"
                        : token.maxUploads() + " files have been uploaded with this upload token; it was for no more");
    }

    /** Takes the token's right to one file for this one, whose bytes are where they belong. */
    void addWhole(Upload upload) {
        database.now(handle -> {
            takeRight(handle, upload.tokenId());
            UploadTables.insert(handle, upload);
            return upload;
        });
    }

    private UploadToken takeRight(Handle handle, String tokenId) {
        UploadToken token = UploadTables.lockToken(handle, tokenId, now()).orElseThrow(Uploads::noSuchToken);
        if (token.uploads() >= token.maxUploads()) {
            throw usedUp(token);
        }
        UploadTables.countUploads(handle, tokenId, 1);
        return token;
    }

    Upload newUpload(String id, String tokenId, String fileName, long bytes) {
        return new Upload(id, tokenId, null, fileName, bytes, 0, bytes, now(), now());
    }

    /**
     * The upload that the chunk belongs to, if it has begun. Fails with NO_SUCH_TOKEN, or CONTRADICTION when the chunk says
     * other sizes than the first did.
     */
    Optional<Upload> uploadOf(String tokenId, Chunk chunk) {
        if (token(tokenId).isEmpty()) {
            throw Uploads.noSuchToken();
        }
        Optional<Upload> found = database.now(handle -> UploadTables.byIdentifier(handle, tokenId, chunk.identifier()));
        found.ifPresent(upload -> agree(upload, chunk));
        return found;
    }

    private static void agree(Upload upload, Chunk chunk) {
        if (upload.totalBytes() != chunk.totalBytes() || upload.chunkBytes() != chunk.chunkBytes()) {
            throw new UploadRefused(
                    Reason.CONTRADICTION,
                    "this file began with resumableTotalSize " + upload.totalBytes() + " and resumableChunkSize "
                            + upload.chunkBytes());
        }
    }

    /** The upload that the chunk belongs to, begun by this call unless another was first. */
    Begun begin(String tokenId, Chunk chunk) {
        return database.now(handle -> {
            UploadToken token = UploadTables.lockToken(handle, tokenId, now()).orElseThrow(Uploads::noSuchToken);
            Optional<Upload> found = UploadTables.byIdentifier(handle, tokenId, chunk.identifier());
            if (found.isPresent()) {
                agree(found.get(), chunk);
                return new Begun(found.get(), false);
            }
            takeRight(handle, token.id());
            Instant now = now();
            Upload upload = new Upload(
                    newId(),
                    tokenId,
                    chunk.identifier(),
                    chunk.fileName(),
                    chunk.totalBytes(),
                    chunk.chunkBytes(),
                    0,
                    now,
                    now);
            UploadTables.insert(handle, upload);
            return new Begun(upload, true);
        });
    }

    /** @param fresh whether it was begun just now */
    record Begun(Upload upload, boolean fresh) {}

    /** How long a chunk is that is there, or 0. */
    long bytesOf(Upload upload, int number) {
        return database.now(handle -> UploadTables.chunkBytes(handle, upload.id(), number));
    }

    /**
     * Says that a chunk is safe on disk.
     *
     * @return the upload as it is then; empty when it was deleted meanwhile
     */
    Optional<Upload> mark(Upload upload, int number, long bytes) {
        return database.now(handle -> {
            Optional<Upload> locked = UploadTables.lockUpload(handle, upload.id());
            if (locked.isPresent() && UploadTables.chunkBytes(handle, upload.id(), number) == 0) {
                UploadTables.addChunk(handle, upload.id(), number, bytes, now());
                return UploadTables.upload(handle, upload.id());
            }
            return locked;
        });
    }

    boolean isThere(String tokenId, Chunk chunk) {
        Optional<Upload> upload = uploadOf(tokenId, chunk);
        return upload.isPresent() && bytesOf(upload.get(), chunk.number()) > 0;
    }

    Optional<Upload> find(String tokenId, UploadChoice choice) {
        return token(tokenId).isEmpty()
                ? Optional.empty()
                : database.now(handle -> UploadTables.newest(handle, tokenId, choice));
    }

    Optional<Upload> upload(String id) {
        return database.now(handle -> UploadTables.upload(handle, id));
    }

    /** An upload and the chunks of it that are there, both of one moment. */
    Optional<Present> present(String id) {
        return database.now(handle -> UploadTables.upload(handle, id)
                .map(upload ->
                        new Present(upload, upload.complete() ? new BitSet() : UploadTables.chunks(handle, upload))));
    }

    /**
     * Forgets an upload.
     *
     * @return it, if it was there
     */
    Optional<Upload> remove(String id) {
        return database.now(handle -> {
            Optional<Upload> known = UploadTables.upload(handle, id);
            if (known.isEmpty()) {
                return known;
            }
            // the order in which a beginning takes the locks
            UploadTables.lockToken(handle, known.get().tokenId(), Instant.MIN);
            Optional<Upload> locked = UploadTables.lockUpload(handle, id);
            locked.ifPresent(upload -> {
                UploadTables.delete(handle, id);
                if (!upload.complete()) {
                    UploadTables.countUploads(handle, upload.tokenId(), -1);
                }
            });
            return locked;
        });
    }

    void keep(String id) {
        if (!database.now(handle -> UploadTables.keep(handle, id))) {
            throw new PictureException(new Failure.NoSuchUpload());
        }
    }

    List<String> abandonedSince(Instant then) {
        return database.now(handle -> UploadTables.abandonedSince(handle, then));
    }

    /** The ids of some tokens that have expired. */
    List<String> expired() {
        return database.now(handle -> UploadTables.expired(handle, now()));
    }

    /**
     * Forgets tokens and their uploads.
     *
     * @return the uploads
     */
    List<Upload> removeTokens(List<String> tokens) {
        return database.now(handle -> UploadTables.removeTokens(handle, tokens));
    }
}
