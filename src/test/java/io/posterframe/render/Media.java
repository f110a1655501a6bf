package io.posterframe.render;

import io.posterframe.clips.Clip;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A clip as a source, with something to happen when it is read. */
final class Media implements MediaSource {
    private static final AtomicInteger LAST_ID = new AtomicInteger();

    /** What happens at each step; throws what the step should throw. */
    interface Script {
        default void open() {}

        default void read() {}

        default void confirm() {}

        default void close() {}
    }

    private final byte[] bytes;
    private final String id;
    private final String validator;
    private final Script script;
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    private Media(byte[] bytes, String id, String validator, Script script) {
        this.bytes = bytes;
        this.id = id;
        this.validator = validator;
        this.script = script;
    }

    /** A source of its own, which no worker knows. */
    static Media of(Clip clip) {
        return of(clip, new Script() {});
    }

    static Media of(byte[] bytes) {
        return of(bytes, new Script() {});
    }

    private static Media of(byte[] bytes, Script script) {
        return new Media(bytes, "test:" + LAST_ID.incrementAndGet(), "1", script);
    }

    static Media of(Clip clip, Script script) {
        try {
            return of(Files.readAllBytes(clip.file()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same bytes at a server of their own. */
    Media on(String server) {
        return new Media(bytes, "http://" + server + "/" + LAST_ID.incrementAndGet(), validator, script);
    }

    /** The same location with other bytes, which can be read without harm. */
    Media replacedBy(Clip clip) {
        return new Media(of(clip).bytes, id, validator + "'", new Script() {});
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SourceVersion version() {
        return new SourceVersion(bytes.length, validator, 0);
    }

    @Override
    public MediaReader open() {
        opened.incrementAndGet();
        script.open();
        return new MediaReader() {
            @Override
            public ByteBuffer read(long offset, int length, long ahead) {
                script.read();
                int from = (int) Math.min(offset, bytes.length);
                return ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from))
                        .slice();
            }

            @Override
            public void confirm() {
                script.confirm();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                script.close();
            }
        };
    }

    /** Holds every read until it is opened. */
    static final class Gate implements Script {
        final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void read() {
            reached.countDown();
            try {
                released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PictureException(new Failure.Cancelled());
            }
        }

        void awaitReader() {
            try {
                if (!reached.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody reads");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void release() {
            released.countDown();
        }
    }
}
