package io.posterframe.doctor;

import io.posterframe.catalog.CatalogConfig;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.MediaFiles;
import io.posterframe.catalog.RemoteCatalog;
import io.posterframe.picture.PictureException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether the lookup service answers, by asking it as the server does for an entry that it will hardly have. */
record LookupServiceCheck(CatalogConfig config) implements Check {
    private static final String NOBODY = "posterframe-doctor";

    @Override
    public String what() {
        return "lookup service";
    }

    @Override
    public Duration patience() {
        return config.remote().timeout().multipliedBy(3).plusSeconds(5);
    }

    @Override
    public void look(Findings findings) throws Exception {
        if (!config.remote().isOn()) {
            findings.ok("none");
            return;
        }
        try (OneLoop loop = new OneLoop()) {
            RemoteCatalog catalog = new RemoteCatalog(
                    loop.vertx(), config.remote(), config.lookups(), new MediaFiles(loop.vertx(), config));
            Optional<Entry> found =
                    catalog.find(EntryRef.entry("0", NOBODY)).await(patience().toMillis(), TimeUnit.MILLISECONDS);
            findings.ok(config.remote().site() + " answers"
                    + (found.isPresent() ? "" : ", and knows no " + NOBODY + ", as it should not"));
        } catch (PictureException e) {
            findings.problem(
                    config.remote().site() + ": " + e.failure().detail(),
                    "see catalog.remote.url, catalog.remote.headers and catalog.remote.timeout, and that the service runs");
        }
    }
}
