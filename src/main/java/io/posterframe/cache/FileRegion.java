package io.posterframe.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * A body in an open file, for {@code response.sendFile(file, offset, length)}. It belongs to the one caller that found
 * it, who closes it when the answer has ended (twice does no harm, and sendFile may have done so already). The file may
 * be evicted or replaced meanwhile: an open file keeps its bytes.
 *
 * @param file open for reading; only positional reads, its position is nobody's
 * @param offset where the picture begins in the file
 * @param length of the picture in bytes
 */
public record FileRegion(FileChannel file, long offset, long length) implements Body, AutoCloseable {
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
