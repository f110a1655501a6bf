package io.posterframe.upload;

import io.posterframe.upload.UploadRefused.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How many bytes of files the folder holds or is about to hold, and how many it may. Thread-safe. */
final class Room {
    private final UploadConfig config;
    private final Path folder;
    private final Map<String, Long> kept = new HashMap<>();
    private long taken;
    private int receiving;
    private int unknown;

    Room(UploadConfig config, Path folder) {
        this.config = config;
        this.folder = folder;
    }

    /** Sets room aside for an upload whose file is here already. */
    synchronized void hold(Upload upload) {
        taken += upload.totalBytes();
        keep(upload);
    }

    /** Room that was taken is this upload's from now on, until it is gone. */
    synchronized void keep(Upload upload) {
        kept.put(upload.id(), upload.totalBytes());
    }

    /** An upload is gone. One whose file was never here took no room here. */
    synchronized void release(String uploadId) {
        Long bytes = kept.remove(uploadId);
        if (bytes != null) {
            taken -= bytes;
        }
    }

    /** Sets room aside. Fails with NO_ROOM, and has set none aside then. */
    synchronized void take(long bytes) {
        if (bytes > config.maxTotalBytes() - taken) {
            throw noRoom();
        }
        taken += bytes;
    }

    /** Fails with NO_ROOM when the disk hasn't so much to spare. Blocks. */
    void checkDisk(long bytes) {
        try {
            if (Files.getFileStore(folder).getUsableSpace() - bytes < config.minFreeBytes()) {
                throw noRoom();
            }
        } catch (IOException e) {
            throw noRoom();
        }
    }

    private static UploadRefused noRoom() {
        return new UploadRefused(Reason.NO_ROOM, "there is no room for this file on the server at the moment");
    }

    /** Room that was taken and is no upload's is not needed any more. */
    synchronized void giveBack(long bytes) {
        taken -= bytes;
    }

    /** One more file is received. Fails with BUSY. */
    synchronized void enter(Sender sender) {
        if (receiving >= config.maxReceiving()) {
            throw new UploadRefused(Reason.BUSY, "too many files are being received; try again in a moment");
        }
        if (sender == Sender.UNKNOWN) {
            if (unknown >= config.maxReceiving(sender)) {
                throw sender.refused(Reason.BUSY, "too many files of unknown senders are being received");
            }
            unknown++;
        }
        receiving++;
    }

    synchronized void leave(Sender sender) {
        receiving--;
        if (sender == Sender.UNKNOWN) {
            unknown--;
        }
    }

    synchronized long taken() {
        return taken;
    }

    synchronized int receiving() {
        return receiving;
    }
}
