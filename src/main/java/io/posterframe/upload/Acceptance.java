package io.posterframe.upload;

import io.posterframe.upload.UploadRefused.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Makes received files and chunks parts of uploads. All methods block.
 *
 * <p>Bytes come first and rows second: what a row says is there has been forced to disk before. A process that dies
 * between the two leaves a file without a row, which the clean-up removes, or a chunk that is sent again.
 */
final class Acceptance {
    private static final int STRIPES = 64;

    private final UploadConfig config;
    private final UploadLedger ledger;
    private final UploadFolder folder;
    private final Room room;

    /** One chunk of a file is written at a time, so that one that came twice is not written over what was marked. */
    private final Object[] stripes = new Object[STRIPES];

    Acceptance(UploadConfig config, UploadLedger ledger, UploadFolder folder, Room room) {
        this.config = config;
        this.ledger = ledger;
        this.folder = folder;
        this.room = room;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    Upload whole(String tokenId, Received received) throws IOException {
        String id = ledger.newId();
        boolean kept = false;
        try {
            if (received.bytes() == 0) {
                throw new UploadRefused(Reason.BAD_FIELD, "the file is empty");
            }
            ledger.usableToken(tokenId);
            Upload upload = ledger.newUpload(id, tokenId, FileNames.plain(received.fileName()), received.bytes());
            folder.adopt(received.file(), id);
            ledger.addWhole(upload);
            room.keep(upload);
            kept = true;
            return upload;
        } finally {
            if (!kept) {
                folder.delete(id);
                drop(received);
            }
        }
    }

    Upload chunk(String tokenId, Chunk chunk, Received received) throws IOException {
        try {
            if (!chunk.fits(received.bytes())) {
                throw new UploadRefused(
                        Reason.CONTRADICTION,
                        "chunk " + chunk.number() + " has " + received.bytes() + " bytes, which is not what "
                                + "resumableChunkSize and resumableTotalSize make of it");
            }
            Upload upload = uploadOf(tokenId, chunk);
            synchronized (stripes[Math.floorMod(upload.id().hashCode(), STRIPES)]) {
                return write(upload, chunk, received);
            }
        } finally {
            drop(received);
        }
    }

    private Upload uploadOf(String tokenId, Chunk chunk) {
        Optional<Upload> known = ledger.uploadOf(tokenId, chunk);
        if (known.isPresent()) {
            return known.get();
        }
        if (chunk.totalBytes() > config.maxFileBytes()) {
            throw tooLarge(config);
        }
        if (chunk.chunks() > config.maxChunks()) {
            throw new UploadRefused(
                    Reason.TOO_LARGE,
                    "a file may have " + config.maxChunks() + " chunks and this one has " + chunk.chunks()
                            + "; make them larger");
        }
        room.checkDisk(chunk.totalBytes());
        room.take(chunk.totalBytes());
        boolean fresh = false;
        try {
            UploadLedger.Begun begun = ledger.begin(tokenId, chunk);
            fresh = begun.fresh();
            if (fresh) {
                room.keep(begun.upload());
            }
            return begun.upload();
        } finally {
            if (!fresh) {
                room.giveBack(chunk.totalBytes());
            }
        }
    }

    static UploadRefused tooLarge(UploadConfig config) {
        return new UploadRefused(Reason.TOO_LARGE, "a file may have " + config.maxFileBytes() + " bytes");
    }

    private Upload write(Upload upload, Chunk chunk, Received received) throws IOException {
        long there = ledger.bytesOf(upload, chunk.number());
        if (there == 0) {
            refuseOverlap(upload, chunk, received.bytes());
            folder.copy(received.file(), upload.id(), chunk.offset());
        } else if (there != received.bytes()) {
            throw contradiction(chunk);
        }
        Optional<Upload> marked = ledger.mark(upload, chunk.number(), received.bytes());
        if (marked.isEmpty()) {
            // it was deleted meanwhile, and its file made again by this chunk
            folder.delete(upload.id());
            throw Uploads.noSuchToken();
        }
        return marked.get();
    }

    /** A file that is not a whole number of chunks ends with one long chunk or a short one, not with both. */
    private void refuseOverlap(Upload upload, Chunk chunk, long bytes) {
        boolean overlaps = bytes > chunk.chunkBytes()
                ? ledger.bytesOf(upload, chunk.number() + 1) > 0
                : chunk.number() > 1 && ledger.bytesOf(upload, chunk.number() - 1) > chunk.chunkBytes();
        if (overlaps) {
            throw contradiction(chunk);
        }
    }

    private static UploadRefused contradiction(Chunk chunk) {
        return new UploadRefused(
                Reason.CONTRADICTION, "chunk " + chunk.number() + " doesn't fit the chunks that are there");
    }

    void drop(Received received) throws IOException {
        room.giveBack(received.bytes());
        Files.deleteIfExists(received.file());
    }

    void delete(String uploadId) throws IOException {
        Optional<Upload> removed = ledger.remove(uploadId);
        if (removed.isPresent()) {
            folder.delete(uploadId);
            room.release(uploadId);
        }
    }
}
