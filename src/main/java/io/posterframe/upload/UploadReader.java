package io.posterframe.upload;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.ReadBuffer;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads what of a file was there when this was opened. What is there is never written again, so nothing needs to be
 * confirmed.
 */
final class UploadReader implements MediaReader {
    private final Present present;
    private final long size;
    private final FileChannel channel;

    /** @param size of the medium: the file's, or that of the beginning that stands for it */
    UploadReader(Path file, Present present, long size) {
        this.present = present;
        this.size = size;
        try {
            this.channel = FileChannel.open(file);
        } catch (NoSuchFileException e) {
            throw new PictureException(new Failure.NoSuchUpload());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public ByteBuffer read(long offset, int length, long ahead) {
        long wanted = Math.min(length, size - offset);
        long there = Math.min(wanted, present.from(offset));
        if (wanted > 0 && there == 0) {
            throw new PictureException(new Failure.NotUploadedYet());
        }
        ByteBuffer bytes = ReadBuffer.of((int) Math.max(0, there));
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new PictureException(new Failure.OriginFailed("an uploaded file is too short", false));
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new PictureException(new Failure.Cancelled());
        } catch (IOException e) {
            throw failed(e);
        }
        return bytes.flip();
    }

    private static PictureException failed(IOException problem) {
        return new PictureException(new Failure.OriginFailed("an uploaded file: " + problem, true));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
