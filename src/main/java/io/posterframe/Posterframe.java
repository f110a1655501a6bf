package io.posterframe;

import io.posterframe.cache.PictureCache;
import io.posterframe.config.Settings;
import io.posterframe.delivery.Delivery;
import io.posterframe.job.FrameJobs;
import io.posterframe.picture.Formats;
import io.posterframe.render.RenderPool;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A running server with everything in it. */
public final class Posterframe implements AutoCloseable {
    private static final Duration DRAIN_SLACK = Duration.ofSeconds(5);

    private final Settings settings;
    private final Parts parts;
    private final Assembly all;
    private int port;
    private int adminPort;

    /** @param parts is given what has to be closed, also when this fails halfway */
    private Posterframe(Settings settings, Parts parts) throws IOException {
        this.settings = settings;
        this.parts = parts;
        all = new Assembly(settings, parts);
    }

    /** Of this program, as its jar says. */
    public static String version() {
        return Objects.requireNonNullElse(Posterframe.class.getPackage().getImplementationVersion(), "(development)");
    }

    /**
     * Starts a server and waits until it listens; workers may still be starting.
     *
     * @throws IOException when it can't listen or can't use its folders, as when another server has its data folder
     */
    public static Posterframe start(Settings settings) throws IOException {
        DirectMemory.check(settings);
        Parts parts = new Parts();
        try {
            Posterframe started = new Posterframe(settings, parts);
            started.listen();
            return started;
        } catch (IOException | RuntimeException e) {
            try {
                parts.close();
            } catch (RuntimeException unclean) {
                e.addSuppressed(unclean);
            }
            throw e;
        }
    }

    private void listen() throws IOException {
        port = listen(
                all.server.start(), settings.server().host(), settings.server().port());
        if (settings.admin().hasOwnListener()) {
            adminPort = listen(
                    all.adminListener.start(),
                    settings.admin().host(),
                    settings.admin().port());
        } else {
            adminPort = port;
        }
    }

    private static int listen(Future<Integer> started, String host, int port) throws IOException {
        try {
            return Parts.await(started, Assembly.PATIENCE);
        } catch (IOException e) {
            throw new IOException("can't listen on " + authority(host, port) + ": " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The port that the admin API is on, when there is one: the same, or that of its own listener. */
    public int adminPort() {
        return adminPort;
    }

    /** How it is reached from this machine: {@code host:port}, as it stands in a URL. */
    public String authority() {
        String host = settings.server().host();
        return authority(host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host, port);
    }

    private static String authority(String host, int port) {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Waits until readiness is reported.
     *
     * @return false when that takes too long
     */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!all.server.isReady()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    /** Which formats can be written on this machine. */
    public Formats formats() {
        return all.formats;
    }

    public RenderPool pool() {
        return all.pool;
    }

    public PictureCache cache() {
        return all.cache;
    }

    public Delivery delivery() {
        return all.delivery;
    }

    public Uploads uploads() {
        return all.uploads;
    }

    public FrameJobs jobs() {
        return all.jobs;
    }

    /**
     * Readiness off, then, after {@code server.drain-delay}, no new connections, and what is in flight finished or, after
     * {@code server.drain-timeout}, broken off. All else runs until {@link #close}. Blocks.
     *
     * @throws IOException when it takes longer than that
     */
    public void drain() throws IOException {
        Duration most = settings.server()
                .drainDelay()
                .plus(settings.server().drainTimeout())
                .plus(DRAIN_SLACK);
        all.connections.sayGoodbye();
        Parts.await(all.server.drain(), most);
    }

    /** Ends workers, writes what waits for the disk, ends connections and gives the data folder back. Blocks. */
    @Override
    public void close() {
        parts.close();
    }
}
