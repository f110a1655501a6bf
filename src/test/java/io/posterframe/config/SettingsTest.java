package io.posterframe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.catalog.CatalogConfig;
import io.posterframe.catalog.UrlTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path temp;

    @Test
    void hasDefaults() {
        Settings settings = Configuration.settings(Optional.empty(), Map.of(), Map.of());
        assertEquals(Settings.DEFAULTS, settings);
        assertEquals(Path.of("data"), settings.data());
        assertEquals(CatalogConfig.of(Path.of(""), List.of()), settings.catalog());
    }

    @Test
    void takesEveryKeyFromTheFile() throws IOException {
        Path file = Files.writeString(
                temp.resolve("p.yaml"),
                """
                data: /var/posterframe
                catalog:
                  folder: /media
                  templates:
                    - url: https://origin.example/{partner_id}/{entry_id}.mp4
                      partners: [100, 007]
                      entries: 0_.*
                    - url: https://other.example/{entry_id}
                """);
        assertEquals(
                Settings.DEFAULTS
                        .withData(Path.of("/var/posterframe"))
                        .withCatalog(CatalogConfig.of(
                                Path.of("/media"),
                                List.of(
                                        new UrlTemplate(
                                                "https://origin.example/{partner_id}/{entry_id}.mp4",
                                                List.of("100", "007"),
                                                Optional.of("0_.*")),
                                        new UrlTemplate(
                                                "https://other.example/{entry_id}", List.of(), Optional.empty())))),
                Configuration.settings(Optional.of(file), Map.of(), Map.of()));
    }

    @Test
    void takesEveryKeyFromTheEnvironment() {
        assertEquals(
                Settings.DEFAULTS
                        .withData(Path.of("/var/posterframe"))
                        .withCatalog(CatalogConfig.of(
                                Path.of("/media: 1"),
                                List.of(new UrlTemplate("https://o.example/{entry_id}", List.of(), Optional.empty())))),
                Configuration.settings(
                        Optional.empty(),
                        Map.of(
                                "POSTERFRAME_DATA", "/var/posterframe",
                                "POSTERFRAME_CATALOG_FOLDER", "/media: 1",
                                "POSTERFRAME_CATALOG_TEMPLATES", "[{url: 'https://o.example/{entry_id}'}]"),
                        Map.of()));
    }
}
