package io.posterframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.catalog.CatalogConfig;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.catalog.MediaFiles;
import io.posterframe.catalog.MediaQuery;
import io.posterframe.catalog.Medium;
import io.posterframe.catalog.Medium.Kind;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Poster;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.store.StoredEntry.Status;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseCatalogTest {
    private static final Duration FRESH = LookupConfig.DEFAULTS.freshFor();

    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
    private static final MediaQuery FRAME = new MediaQuery(true, Poster.CURRENT, null);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path temp;

    private Database database;
    private DatabaseCatalog catalog;

    private void open(TestDatabase kind) throws Exception {
        database = kind.open(vertx, temp.resolve("database"));
        Path media = Files.createDirectories(temp.resolve("media/sub"));
        Files.createFile(media.resolve("a.mp4"));
        Files.createFile(temp.resolve("secret.mp4"));
        Files.createSymbolicLink(temp.resolve("media/link.mp4"), temp.resolve("secret.mp4"));
        catalog = new DatabaseCatalog(
                database,
                new MediaFiles(vertx, CatalogConfig.of(temp.resolve("media"), List.of())),
                LookupConfig.DEFAULTS);
        write(handle -> new PartnersTable().insert(handle, partner("100")));
    }

    @AfterEach
    void close() {
        database.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource
    void anEntryIsFoundByItsIdAndByAWidgetAndItsOwnerByHis(TestDatabase kind) throws Exception {
        open(kind);
        write(handle -> {
            insert(handle, "a", Kind.VIDEO, Status.PENDING, Duration.ofMillis(1500));
            flavor(handle, "a", "hd", "https://h.example/hd.mp4", 2500);
            new WidgetsTable().insert(handle, new Widget("_100", "100", "a"));
        });
        Medium expected = new Medium("a", URI.create("https://h.example/hd.mp4"), Kind.VIDEO, 0, 1_500_000, FRESH);
        assertEquals(expected, medium("a", FRAME));
        Entry byWidget = catalog.find(EntryRef.widget("7", "_100")).await().orElseThrow();
        assertEquals("a", byWidget.id());
        assertEquals(partner("100"), byWidget.policy().owner());
        assertEquals(true, byWidget.policy().pending());
        assertEquals(Optional.of(partner("100")), catalog.partner("100").await());
        for (String unknown : List.of("b", "", "../a", "a\0", "'; drop table entries; --", "x".repeat(200))) {
            assertEquals(
                    Optional.empty(),
                    catalog.find(EntryRef.entry("100", unknown)).await());
            assertEquals(
                    Optional.empty(),
                    catalog.find(EntryRef.widget("100", unknown)).await());
            assertEquals(Optional.empty(), catalog.partner(unknown).await());
        }
        assertEquals(expected, medium("a", FRAME));
    }

    @ParameterizedTest
    @EnumSource
    void aHitCostsNoQueryAndAWriteIsSeenAtOnce(TestDatabase kind) throws Exception {
        open(kind);
        write(handle -> {
            insert(handle, "a", Kind.VIDEO, Status.READY, null);
            flavor(handle, "a", "hd", "https://h.example/old.mp4", 1);
        });
        assertEquals("/old.mp4", medium("a", FRAME).location().getPath());
        write(handle -> handle.execute("update flavors set url = 'https://h.example/new.mp4'"));
        assertEquals("/old.mp4", medium("a", FRAME).location().getPath());
        catalog.invalidate(List.of("a"));
        assertEquals("/new.mp4", medium("a", FRAME).location().getPath());
        database.close();
        assertEquals("/new.mp4", medium("a", FRAME).location().getPath());
        PictureException problem =
                assertThrows(PictureException.class, () -> catalog.find(EntryRef.entry("100", "other"))
                        .await());
        assertEquals(new Failure.DatabaseFailed("it is closed"), problem.failure());
    }

    @ParameterizedTest
    @EnumSource
    void whatCanNotBeShownIsSaidWhy(TestDatabase kind) throws Exception {
        open(kind);
        write(handle -> {
            insert(handle, "deleted", Kind.VIDEO, Status.DELETED, null);
            insert(handle, "bare", Kind.VIDEO, Status.READY, null);
            insert(handle, "video", Kind.VIDEO, Status.READY, null);
            flavor(handle, "video", "sd", "https://h.example/sd.mp4", 1);
            flavor(handle, "video", "hd", "https://h.example/hd.mp4", 2);
            insert(handle, "image", Kind.IMAGE, Status.READY, null);
            flavor(handle, "image", "1", "https://h.example/i.png", 1);
            new ThumbnailsTable().insert(handle, thumbnail("video", 3, 400, 300, true));
            new ThumbnailsTable().insert(handle, thumbnail("video", 4, 160, 90, false));
        });
        assertEquals(new Failure.EntryDeleted(), failure("deleted", MediaQuery.POSTER));
        assertEquals(Failure.SourceMissing.class, failure("bare", FRAME).getClass());
        assertEquals(new Failure.NoSuchFlavor(), failure("video", new MediaQuery(false, Poster.CURRENT, "4k")));
        assertEquals(new Failure.NoSuchVersion(2), failure("image", poster(2)));
        assertEquals(
                "/sd.mp4",
                medium("video", new MediaQuery(true, Poster.CURRENT, "sd"))
                        .location()
                        .getPath());
        assertEquals("/i.png", medium("image", FRAME).location().getPath());
        assertEquals(
                "/i.png",
                medium("image", poster(Poster.Version.OR_CURRENT)).location().getPath());
        assertEquals(
                new Medium("video", URI.create("https://h.example/3.jpg"), Kind.IMAGE, 0, Medium.SERVERS_OFFSET, FRESH),
                medium("video", MediaQuery.POSTER));
        assertEquals(4, medium("video", poster(4)).version());
        assertEquals("/hd.mp4", medium("video", poster(9)).location().getPath());
        assertEquals(
                "/4.jpg",
                medium("video", new MediaQuery(false, new Poster.Nearest(320, 180), null))
                        .location()
                        .getPath());
    }

    @ParameterizedTest
    @EnumSource
    void aRowNamesNoFileOutsideOfTheMediaFolder(TestDatabase kind) throws Exception {
        open(kind);
        List<String> urls = List.of(
                temp.resolve("secret.mp4").toUri().toString(),
                "file:../secret.mp4",
                "file:link.mp4",
                "file:///etc/passwd",
                "file://host/etc/passwd",
                "file:a%00.mp4",
                "jar:file:/a.jar!/b",
                "a.mp4");
        write(handle -> {
            insert(handle, "a", Kind.VIDEO, Status.READY, null);
            for (int i = 0; i < urls.size(); i++) {
                flavor(handle, "a", "" + i, urls.get(i), 1);
            }
            flavor(handle, "a", "inside", "file:sub/a.mp4", 1);
            flavor(
                    handle,
                    "a",
                    "absolute",
                    temp.resolve("media/sub/a.mp4").toUri().toString(),
                    1);
            flavor(handle, "a", "missing", "file:sub/b.mp4", 1);
            flavor(handle, "a", "upload", "upload:0_1", 1);
        });
        for (int i = 0; i < urls.size(); i++) {
            assertEquals(
                    Failure.OriginRefused.class,
                    failure("a", new MediaQuery(true, Poster.CURRENT, "" + i)).getClass(),
                    urls.get(i));
        }
        URI file = temp.resolve("media/sub/a.mp4").toRealPath().toUri();
        assertEquals(
                file,
                medium("a", new MediaQuery(true, Poster.CURRENT, "inside")).location());
        assertEquals(
                file,
                medium("a", new MediaQuery(true, Poster.CURRENT, "absolute")).location());
        assertEquals(
                Failure.SourceMissing.class,
                failure("a", new MediaQuery(true, Poster.CURRENT, "missing")).getClass());
        assertEquals(
                URI.create("upload:0_1"),
                medium("a", new MediaQuery(true, Poster.CURRENT, "upload")).location());
    }

    private static MediaQuery poster(int version) {
        return new MediaQuery(false, new Poster.Version(version), null);
    }

    private Medium medium(String id, MediaQuery query) {
        return catalog.find(EntryRef.entry("100", id))
                .await()
                .orElseThrow()
                .medium(query)
                .await();
    }

    private Failure failure(String id, MediaQuery query) {
        return assertThrows(PictureException.class, () -> medium(id, query)).failure();
    }

    private void write(Consumer<Handle> work) {
        database.now(handle -> {
            work.accept(handle);
            return true;
        });
    }

    private static void insert(Handle handle, String id, Kind kind, Status status, @Nullable Duration offset) {
        new EntriesTable().insert(handle, new StoredEntry(id, "100", "", kind, status, null, offset, null, NOW, NOW));
    }

    private static void flavor(Handle handle, String entry, String id, String url, int bitrate) {
        new FlavorsTable()
                .insert(
                        handle,
                        new Flavor(
                                entry,
                                id,
                                URI.create(url),
                                OptionalLong.empty(),
                                OptionalInt.of(bitrate),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Set.of()));
    }

    private static Thumbnail thumbnail(String entry, int version, int width, int height, boolean current) {
        URI url = URI.create("https://h.example/" + version + ".jpg");
        return new Thumbnail(entry, version, url, OptionalInt.of(width), OptionalInt.of(height), current);
    }

    private static Partner partner(String id) {
        return new Partner(
                id,
                "",
                Partner.Status.ACTIVE,
                List.of("s3cret"),
                OptionalInt.empty(),
                null,
                OptionalInt.empty(),
                false,
                false);
    }
}
