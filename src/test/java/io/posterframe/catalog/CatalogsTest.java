package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogsTest {
    private static final List<UrlTemplate> TEMPLATES =
            List.of(new UrlTemplate("https://h.example/{entry_id}", List.of(), Optional.of("[ab]")));

    @TempDir
    Path folder;

    @Test
    void asksTheFolderFirstAndThenTheTemplates() throws IOException {
        Path file = Files.createFile(folder.resolve("a.mp4")).toRealPath();
        Vertx vertx = Vertx.vertx();
        try {
            Catalog catalogs = Catalogs.of(vertx, CatalogConfig.of(folder, TEMPLATES));
            assertEquals(
                    Optional.of(new Medium("a", file.toUri(), Medium.Kind.VIDEO, 0, Medium.SERVERS_OFFSET)),
                    find(catalogs, "a"));
            assertEquals(
                    Optional.of(new Medium(
                            "b", URI.create("https://h.example/b"), Medium.Kind.UNKNOWN, 0, Medium.SERVERS_OFFSET)),
                    find(catalogs, "b"));
            assertEquals(Optional.empty(), find(catalogs, "c"));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void knowsNothingByDefault() {
        assertTrue(CatalogConfig.DEFAULTS.isEmpty());
        assertFalse(CatalogConfig.of(folder, List.of()).isEmpty());
        assertFalse(CatalogConfig.of(Path.of(""), TEMPLATES).isEmpty());
        assertEquals(Optional.empty(), find(new Catalogs(List.of()), "a"));
    }

    private static Optional<Medium> find(Catalog catalog, String id) {
        return Media.find(catalog, "100", id);
    }
}
