package io.posterframe.origin;

import io.posterframe.origin.OriginMetrics.Kind;
import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads one file of a known size. Has a channel of its own, because an interrupt closes the channel that it hits. */
final class FileReader implements MediaReader {
    private final Path file;
    private final long size;
    private final FileChannel channel;
    private final OriginMetrics metrics;
    private final Runnable confirmation;

    /**
     * @param confirmation throws SourceChanged when the file is not what it was
     * @throws IOException when the file can't be opened
     */
    FileReader(Path file, long size, OriginMetrics metrics, Runnable confirmation) throws IOException {
        this.file = file;
        this.size = size;
        this.metrics = metrics;
        this.confirmation = confirmation;
        this.channel = FileChannel.open(file);
    }

    /** A file that is written to where it stands looks the same to reads that come before and after. */
    @Override
    public void confirm() {
        confirmation.run();
    }

    @Override
    public ByteBuffer read(long offset, int length, long ahead) {
        ByteBuffer bytes = ReadBuffer.of((int) Math.max(0, Math.min(length, size - offset)));
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new PictureException(new SourceChanged(file + " became shorter"));
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new PictureException(new Cancelled());
        } catch (IOException e) {
            throw new PictureException(new OriginFailed(file + ": " + e, true));
        }
        metrics.bytesRead(Kind.FILE, bytes.position());
        return bytes.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PictureException(new OriginFailed(file + ": " + e, true));
        }
    }
}
