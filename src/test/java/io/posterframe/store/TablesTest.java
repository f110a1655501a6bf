package io.posterframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.catalog.AccessProfile;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Partner;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, in the database itself. */
class TablesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T04:30:00.123456Z");

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static Database database;

    private final PartnersTable partners = new PartnersTable();
    private final ProfilesTable profiles = new ProfilesTable();
    private final EntriesTable entries = new EntriesTable();
    private final FlavorsTable flavors = new FlavorsTable();
    private final ThumbnailsTable thumbnails = new ThumbnailsTable();
    private final WidgetsTable widgets = new WidgetsTable();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = Database.open(vertx, DatabaseConfig.DEFAULTS, folder);
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
        vertx.close().await();
    }

    @BeforeEach
    void empty() {
        with(handle -> {
            List.of("entries", "access_profiles", "partners").forEach(table -> handle.execute("delete from " + table));
            partners.insert(handle, partner("100", "Erste"));
        });
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        Partner partner = new Partner(
                "200-1",
                "Zweite; drop table partners; --",
                Partner.Status.BLOCKED,
                List.of("s3cret", "older"),
                OptionalInt.of(0),
                Duration.ofSeconds(86_400),
                OptionalInt.of(50),
                true,
                true);
        AccessProfile profile = new AccessProfile(
                "members",
                "200-1",
                "Mitglieder",
                true,
                List.of("example.org", "example.net"),
                List.of("evil.example"),
                List.of("10.0.0.0/8"),
                List.of("fd00::/8"),
                true);
        StoredEntry entry = new StoredEntry(
                "0_ä'\"%",
                "200-1",
                "Ein Film",
                Medium.Kind.IMAGE,
                StoredEntry.Status.PENDING,
                "token",
                Duration.ofMillis(1500),
                "members",
                NOW,
                NOW.plusSeconds(1));
        Flavor flavor = new Flavor(
                entry.id(),
                "hd",
                URI.create("https://media.example/a.mp4?b=c"),
                OptionalLong.of(5_000_000_000L),
                OptionalInt.of(2500),
                OptionalInt.of(1920),
                OptionalInt.of(1080),
                Set.of("web", "mbr"));
        Thumbnail thumbnail = new Thumbnail(
                entry.id(), 3, URI.create("file:posters/a.jpg"), OptionalInt.of(640), OptionalInt.of(360), true);
        Widget widget = new Widget("_200", "200-1", entry.id());
        with(handle -> {
            partners.insert(handle, partner);
            profiles.insert(handle, profile);
            entries.insert(handle, entry);
            flavors.insert(handle, flavor);
            thumbnails.insert(handle, thumbnail);
            widgets.insert(handle, widget);
        });
        with(handle -> {
            assertEquals(Optional.of(partner), partners.find(handle, "200-1"));
            assertEquals(Optional.of(profile), profiles.find(handle, "members"));
            assertEquals(Optional.of(entry), entries.find(handle, entry.id()));
            assertEquals(Optional.of(flavor), flavors.find(handle, entry.id(), "hd"));
            assertEquals(Optional.of(thumbnail), thumbnails.find(handle, entry.id(), 3));
            assertEquals(Optional.of(widget), widgets.find(handle, "_200"));
        });
    }

    @Test
    void whatIsUnknownIsReadAsUnknown() {
        with(handle -> {
            entries.insert(handle, entry("bare"));
            flavors.insert(handle, flavor("bare", "sd"));
            thumbnails.insert(handle, thumbnail("bare", 1, false));
            assertEquals(Optional.of(partner("100", "Erste")), partners.find(handle, "100"));
            assertEquals(Optional.of(entry("bare")), entries.find(handle, "bare"));
            assertEquals(List.of(flavor("bare", "sd")), flavors.list(handle, "bare"));
            assertEquals(List.of(thumbnail("bare", 1, false)), thumbnails.list(handle, "bare"));
            assertEquals(Optional.empty(), entries.find(handle, "gone"));
        });
    }

    @Test
    void anUpdateChangesAllButTheTimeOfCreation() {
        StoredEntry changed = new StoredEntry(
                "e",
                "100",
                "Neu",
                Medium.Kind.IMAGE,
                StoredEntry.Status.DELETED,
                null,
                null,
                null,
                NOW.plusSeconds(9),
                NOW.plusSeconds(9));
        with(handle -> {
            entries.insert(handle, entry("e"));
            assertTrue(entries.update(handle, changed));
            StoredEntry read = entries.find(handle, "e").orElseThrow();
            assertEquals(NOW, read.createdAt());
            assertEquals(NOW.plusSeconds(9), read.updatedAt());
            assertEquals("Neu", read.name());
            assertEquals(StoredEntry.Status.DELETED, read.status());
            assertTrue(partners.update(handle, partner("100", "Anders")));
            assertEquals("Anders", partners.find(handle, "100").orElseThrow().name());
            assertFalse(partners.update(handle, partner("404", "")));
            assertFalse(entries.update(handle, entry("gone")));
            assertFalse(entries.touch(handle, "gone", NOW));
        });
    }

    @Test
    void pagesFollowEachOther() {
        with(handle -> {
            partners.insert(handle, partner("200", ""));
            for (String id : List.of("c", "a", "e", "b", "d")) {
                entries.insert(handle, entry(id));
            }
            assertEquals(List.of("a", "b"), ids(entries.list(handle, Optional.empty(), "", 2)));
            assertEquals(List.of("c", "d"), ids(entries.list(handle, Optional.of("100"), "b", 2)));
            assertEquals(List.of("e"), ids(entries.list(handle, Optional.of("100"), "d", 2)));
            assertEquals(List.of(), ids(entries.list(handle, Optional.of("200"), "", 2)));
            assertEquals(
                    List.of("200"),
                    partners.list(handle, "100", 9).stream().map(Partner::id).toList());
        });
    }

    @Test
    void anEntryTakesWhatBelongsToItAlong() {
        with(handle -> {
            entries.insert(handle, entry("e"));
            flavors.insert(handle, flavor("e", "hd"));
            thumbnails.insert(handle, thumbnail("e", 1, true));
            widgets.insert(handle, new Widget("w", "100", "e"));
            assertTrue(entries.delete(handle, "e"));
            assertEquals(0, flavors.count(handle, "e"));
            assertEquals(0, thumbnails.count(handle, "e"));
            assertEquals(Optional.empty(), widgets.find(handle, "w"));
            assertFalse(entries.delete(handle, "e"));
        });
    }

    @Test
    void theLastCurrentThumbnailIsTheOnlyOne() {
        with(handle -> {
            entries.insert(handle, entry("e"));
            thumbnails.insert(handle, thumbnail("e", 1, true));
            thumbnails.insert(handle, thumbnail("e", 2, true));
            assertFalse(thumbnails.find(handle, "e", 1).orElseThrow().current());
            assertTrue(thumbnails.update(handle, thumbnail("e", 1, true)));
            assertEquals(List.of(thumbnail("e", 1, true), thumbnail("e", 2, false)), thumbnails.list(handle, "e"));
            assertEquals(
                    List.of(2),
                    thumbnails.list(handle, "e", 1, 9).stream()
                            .map(Thumbnail::version)
                            .toList());
        });
    }

    @Test
    void manyArePutAtOnce() {
        with(handle -> {
            entries.insert(handle, entry("b"));
            flavors.insert(handle, flavor("b", "old"));
            entries.put(handle, List.of(entry("a"), entry("b"), entry("c")));
            flavors.replace(handle, List.of("a", "b"), List.of(flavor("a", "new"), flavor("b", "new")));
            thumbnails.replace(handle, List.of("a", "b"), List.of(thumbnail("a", 1, true)));
            entries.put(handle, List.of());
            assertEquals(List.of("a", "b", "c"), ids(entries.list(handle, Optional.empty(), "", 9)));
            assertEquals(List.of(flavor("b", "new")), flavors.list(handle, "b"));
            assertEquals(1, thumbnails.count(handle, "a"));
        });
    }

    @Test
    void aRuleOfTheSchemaIsAConflict() {
        with(handle -> entries.insert(handle, entry("e")));
        conflicts(handle -> entries.insert(handle, entry("e")));
        conflicts(handle -> partners.delete(handle, "100"));
        conflicts(handle -> widgets.insert(handle, new Widget("w", "100", "gone")));
        conflicts(handle -> profiles.insert(
                handle, new AccessProfile("p", "404", "", false, List.of(), List.of(), List.of(), List.of(), false)));
    }

    private static void conflicts(Consumer<Handle> work) {
        with(handle -> assertTrue(Database.isConflict(assertThrows(RuntimeException.class, () -> {
            work.accept(handle);
        }))));
    }

    private static void with(Consumer<Handle> work) {
        database.now(handle -> {
            work.accept(handle);
            return true;
        });
    }

    private static List<String> ids(List<StoredEntry> entries) {
        return entries.stream().map(StoredEntry::id).toList();
    }

    private static Partner partner(String id, String name) {
        return new Partner(
                id,
                name,
                Partner.Status.ACTIVE,
                List.of(),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                false);
    }

    private static StoredEntry entry(String id) {
        return new StoredEntry(id, "100", "", Medium.Kind.VIDEO, StoredEntry.Status.READY, null, null, null, NOW, NOW);
    }

    private static Flavor flavor(String entryId, String id) {
        return new Flavor(
                entryId,
                id,
                URI.create("https://media.example/" + id),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Set.of());
    }

    private static Thumbnail thumbnail(String entryId, int version, boolean current) {
        return new Thumbnail(
                entryId, version, URI.create("upload:1_a"), OptionalInt.empty(), OptionalInt.empty(), current);
    }
}
