package io.posterframe.catalog;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Several catalogs asked one after the other; the first that knows the entry answers. The database comes first, since what
 * somebody wrote down of an entry is more than what a folder shows of it. A file that is at hand needs no question to a
 * service, which may be away. The templates come last, because a template can't tell whether the media behind a matching id
 * exists.
 */
public final class Catalogs implements Catalog {
    private final List<Catalog> catalogs;

    public Catalogs(List<Catalog> catalogs) {
        this.catalogs = List.copyOf(catalogs);
    }

    /** What is given as the first, then what the configuration names: the folder, the lookup service and the templates, each
     * when given. */
    public static Catalogs of(Vertx vertx, CatalogConfig config, Catalog... first) {
        List<Catalog> catalogs = new ArrayList<>(List.of(first));
        if (config.servesFolder()) {
            catalogs.add(new FolderCatalog(vertx, config.folder()));
        }
        if (config.remote().isOn()) {
            catalogs.add(new RemoteCatalog(vertx, config.remote(), config.lookups(), new MediaFiles(vertx, config)));
        }
        if (!config.templates().isEmpty()) {
            catalogs.add(new TemplateCatalog(config.templates()));
        }
        return new Catalogs(catalogs);
    }

    @Override
    public void forget(Collection<String> ids) {
        catalogs.forEach(each -> each.forget(ids));
    }

    @Override
    public void forgetAll() {
        catalogs.forEach(Catalog::forgetAll);
    }

    @Override
    public Future<Optional<Entry>> find(EntryRef ref) {
        return ask(ref, 0);
    }

    private Future<Optional<Entry>> ask(EntryRef ref, int index) {
        if (index == catalogs.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        return catalogs.get(index)
                .find(ref)
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : ask(ref, index + 1));
    }
}
