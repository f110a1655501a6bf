package io.posterframe.origin;

import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads an {@link HttpSource} through the block cache; waits on the caller's thread. */
final class HttpReader implements MediaReader {
    private final HttpSource source;
    private final Blocks blocks;
    private final OriginConfig config;
    private final ReadAhead readAhead;
    private final Trail trail;

    HttpReader(HttpSource source, Blocks blocks, OriginConfig config, Trail trail) {
        this.source = source;
        this.blocks = blocks;
        this.config = config;
        this.trail = trail;
        this.readAhead = new ReadAhead(blocks.blockBytes(), config.maxReadAheadBytes());
    }

    @Override
    public ByteBuffer read(long offset, int length, long ahead) {
        long size = source.version().size();
        int count = (int) Math.max(0, Math.min(length, size - offset));
        ByteBuffer bytes = ByteBuffer.allocate(count);
        if (count == 0) {
            return bytes;
        }
        long end = offset + count;
        long endAhead = Math.min(size, end + readAhead.after(offset, count, ahead));
        long first = block(offset);
        List<Block> needed =
                blocks.find(source, first, block(end - 1), block(endAhead - 1), run -> source.fetch(run, trail));
        long deadline = System.nanoTime() + config.readTimeout().toNanos();
        int from = (int) (offset - first * blocks.blockBytes());
        for (Block block : needed) {
            byte[] content = await(block, deadline);
            bytes.put(content, from, Math.min(content.length - from, bytes.remaining()));
            from = 0;
        }
        return bytes.flip();
    }

    private long block(long offset) {
        return offset / blocks.blockBytes();
    }

    private static byte[] await(Block block, long deadline) {
        try {
            return block.bytes().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PictureException(new Cancelled());
        } catch (TimeoutException e) {
            throw new PictureException(new TimedOut("origin"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PictureException known
                    ? known
                    : new PictureException(new OriginFailed(String.valueOf(e.getCause()), true));
        }
    }

    @Override
    public void close() {}
}
