package io.posterframe.cli;

import io.posterframe.Posterframe;
import io.posterframe.catalog.CatalogConfig;
import io.posterframe.catalog.FolderSurvey;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server until the process is told to end, and says on standard output what it serves. */
final class ServerLauncher implements Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLauncher.class);

    private final PrintStream out;

    ServerLauncher(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Settings settings, boolean sample) throws Exception {
        Settings served = sample ? withSample(settings) : settings;
        Posterframe server = Posterframe.start(served);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended), "shutdown"));
        greet(served, server.authority(), server.formats().reasons());
        ended.await();
        return 0;
    }

    private Settings withSample(Settings settings) throws IOException, InterruptedException {
        out.println("Nothing was given to serve; making a sample clip ...");
        CatalogConfig catalog = settings.catalog().withFolder(SampleFolder.make(settings));
        return settings.withCatalog(catalog);
    }

    private void greet(Settings settings, String authority, Map<String, String> formatsOff) throws IOException {
        String base = "http://" + authority;
        CatalogConfig catalog = settings.catalog();
        out.println("Posterframe listens on " + base + " with "
                + settings.render().workerCount() + " workers; pictures are kept in " + settings.data());
        String example = "ENTRY_ID";
        if (catalog.servesFolder()) {
            FolderSurvey survey = FolderSurvey.of(catalog.folder());
            out.println("  entries: " + survey.count() + " in " + catalog.folder());
            example = survey.example().orElse(example);
        }
        catalog.templates().forEach(template -> out.println("  entries: " + template.url()));
        formatsOff.forEach((format, reason) -> out.println("  format/" + format + " is off: " + reason));
        out.println("  try      " + base + "/p/100/thumbnail/entry_id/" + UrlSegment.encode(example)
                + "/width/320/vid_sec/2.5");
        out.flush();
    }

    /** In the order in which a rolling restart loses nothing; the process ends when this does. */
    private static void stop(Posterframe server, CountDownLatch ended) {
        LOG.info("draining");
        try {
            server.drain();
        } catch (IOException e) {
            LOG.warn("the drain was cut short: {}", e.getMessage());
        }
        try {
            server.close();
        } catch (UncheckedIOException e) {
            LOG.warn("the end was not clean: {}", e.getMessage());
        }
        LOG.info("stopped");
        Logs.flush();
        ended.countDown();
    }
}
