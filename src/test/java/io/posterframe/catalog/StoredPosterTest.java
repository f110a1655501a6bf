package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file of a folder a picture is made of. */
@Timeout(20)
class StoredPosterTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path temp;

    private final AtomicLong now = new AtomicLong();
    private Path root;
    private FolderCatalog catalog;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(temp.resolve("media")).toRealPath();
        catalog = new FolderCatalog(VERTX, root, now::get);
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private void image(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(
                image,
                name.substring(name.lastIndexOf('.') + 1),
                root.resolve(name).toFile());
    }

    /** A JPEG whose EXIF turns it by 90 degrees. */
    private void turnedImage(String name, int width, int height) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg.toByteArray(), 0, 2);
        file.writeBytes(exif);
        file.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        Files.write(root.resolve(name), file.toByteArray());
    }

    /** The file below the root, its kind and version. */
    private String find(String id, boolean frame, Poster poster) {
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        try {
            return Media.find(catalog, "100", id, frame, poster)
                    .map(entry -> {
                        String file = root.relativize(Path.of(entry.location())).toString();
                        return file + " " + entry.kind() + (entry.version() == 0 ? "" : " " + entry.version());
                    })
                    .orElse("nothing");
        } catch (PictureException e) {
            return e.failure().message();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // a video with everything
        "all, 0, all.jpg IMAGE",
        "all, 3, all.v3.png IMAGE 3",
        "all, 4, all.mp4 VIDEO",
        "all, 100000, all.jpg IMAGE",
        "all, 10000000, all.v10000000.webp IMAGE 10000000",
        // a video with nothing
        "bare, 0, bare.mp4 VIDEO",
        "bare, 3, bare.mp4 VIDEO",
        "bare, 100000, bare.mp4 VIDEO",
        // a video with versions only
        "old, 0, old.mkv VIDEO",
        "old, 1, old.v1.jpg IMAGE 1",
        "old, 100000, old.mkv VIDEO",
        // images
        "photo, 0, photo.png IMAGE",
        "photo, 2, photo.v2.TIFF IMAGE 2",
        "photo, 3, this entry has no version 3",
        "photo, 100000, photo.png IMAGE",
        "stamp, 100000, stamp.v100000.jpg IMAGE 100000",
        // in a folder, and the nearer to the root
        "trips_rome, 0, trips/rome.bmp IMAGE",
        "trips_rome, 1, trips/rome.v1.bmp IMAGE 1",
        "a_b, 0, a/b.mp4 VIDEO"
    })
    void choosesByVersion(String id, int version, String found) throws IOException {
        make("all.mp4", "all.jpg", "all.gif", "all.v3.png", "all.v10000000.webp");
        make("bare.mp4", "barely.jpg", "old.mkv", "old.v1.jpg");
        make("photo.png", "photo.v2.TIFF", "stamp.jpg", "stamp.v100000.jpg");
        make("trips/rome.bmp", "trips/rome.v1.bmp", "trips_rom.mp4", "a/b.mp4", "a_b.jpg");
        assertEquals(found, find(id, false, new Poster.Version(version)));
    }

    @Test
    void aMomentIsForVideosOnly() throws IOException {
        make("all.mp4", "all.jpg", "all.v3.jpg", "photo.jpg", "photo.v3.jpg");
        assertEquals("all.mp4 VIDEO", find("all", true, new Poster.Version(3)));
        assertEquals("all.mp4 VIDEO", find("all", true, new Poster.Nearest(1, 1)));
        assertEquals("photo.v3.jpg IMAGE 3", find("photo", true, new Poster.Version(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clip.v3",
                "photo.v3",
                "..v3",
                ".v3",
                "v3",
                "clip.jpg",
                ".",
                "..",
                "../secret",
                ".hidden",
                "clip.v",
                "secret\0",
            })
    void aVersionIsNoEntryAndNothingHiddenIs(String id) throws IOException {
        Files.createFile(temp.resolve("secret.jpg"));
        make("clip.mp4", "clip.v3.jpg", "photo.jpg", "photo.v3.jpg", "..v3.jpg", ".v3.jpg", ".hidden.jpg");
        assertEquals("nothing", find(id, false, Poster.CURRENT));
    }

    @Test
    void aNameLikeAVersionIsAnEntryWhereItIsAVersionOfNothing() throws IOException {
        make("lone.v3.jpg", "clip.mp4", "clip.v03.jpg", "clip.v10000001.jpg", "clip.v0.jpg", "clip.v2.mp4");
        assertEquals("lone.v3.jpg IMAGE", find("lone.v3", false, Poster.CURRENT));
        assertEquals("nothing", find("lone", false, new Poster.Version(3)));
        assertEquals("clip.v03.jpg IMAGE", find("clip.v03", false, Poster.CURRENT));
        assertEquals("clip.v10000001.jpg IMAGE", find("clip.v10000001", false, Poster.CURRENT));
        assertEquals("clip.v0.jpg IMAGE", find("clip.v0", false, Poster.CURRENT));
        assertEquals("clip.v2.mp4 VIDEO", find("clip.v2", false, Poster.CURRENT));
        assertEquals("clip.mp4 VIDEO", find("clip", false, new Poster.Version(2)));
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Path secret = Files.createFile(temp.resolve("secret.jpg"));
        make("clip.mp4", "photo.jpg", "store/inside.png");
        Files.createSymbolicLink(root.resolve("clip.jpg"), secret);
        Files.createSymbolicLink(root.resolve("photo.v1.jpg"), secret);
        Files.createSymbolicLink(root.resolve("photo.v2.jpg"), Path.of("store/inside.png"));
        Files.createSymbolicLink(root.resolve("link.mp4"), Path.of("clip.mp4"));
        Files.createSymbolicLink(root.resolve("stolen.png"), secret);
        make("link.jpg");
        assertEquals("clip.mp4 VIDEO", find("clip", false, Poster.CURRENT));
        assertEquals("this entry has no version 1", find("photo", false, new Poster.Version(1)));
        assertEquals("store/inside.png IMAGE 2", find("photo", false, new Poster.Version(2)));
        assertEquals("link.jpg IMAGE", find("link", false, Poster.CURRENT));
        assertEquals("nothing", find("stolen", false, Poster.CURRENT));
        assertEquals("photo.jpg IMAGE", find("photo", false, new Poster.Nearest(5, 5)));
    }

    @ParameterizedTest
    @CsvSource({
        "160, 90, clip.jpg",
        "90, 160, clip.v2.png",
        "100, 100, clip.v3.png",
        // of one shape: the asked width, else the widest, else the current one
        "80, 45, clip.v5.png",
        "81, 45, clip.v4.png",
        "640, 360, clip.v6.jpg",
        "320, 180, clip.v6.jpg",
        // a free height makes the shape 0, and so the narrowest the nearest
        "200, 0, clip.v2.png",
        "0, 200, clip.v2.png",
        "0, 0, clip.v2.png"
    })
    void choosesTheNearestShape(int width, int height, String found) throws IOException {
        make("clip.mp4", "clip.v9.jpg", "clip.v8.txt");
        image("clip.jpg", 160, 90);
        image("clip.v2.png", 90, 160);
        image("clip.v3.png", 128, 128);
        image("clip.v4.png", 81, 45);
        image("clip.v5.png", 80, 45);
        turnedImage("clip.v6.jpg", 360, 640);
        image("clip.v7.jpg", 160, 90);
        image("other.v1.jpg", 200, 50);
        assertEquals(found + " IMAGE", find("clip", false, new Poster.Nearest(width, height)));
    }

    @Test
    void hasOneToChooseWhereThereIsOne() throws IOException {
        make("bare.mp4", "unread.mp4", "unread.jpg", "photo.jpg");
        assertEquals("bare.mp4 VIDEO", find("bare", false, new Poster.Nearest(1, 1)));
        assertEquals("unread.jpg IMAGE", find("unread", false, new Poster.Nearest(1, 1)));
        assertEquals("photo.jpg IMAGE", find("photo", false, new Poster.Nearest(1, 1)));
    }

    @Test
    void looksAtTheHighestVersionsOnly() throws IOException {
        make("clip.mp4");
        image("clip.v1.png", 10, 10);
        for (int number = 2; number <= 33; number++) {
            image("clip.v" + number + ".png", 20, 10);
        }
        assertEquals("clip.v33.png IMAGE", find("clip", false, new Poster.Nearest(10, 10)));
        Files.delete(root.resolve("clip.v33.png"));
        assertEquals("clip.v1.png IMAGE", find("clip", false, new Poster.Nearest(10, 10)));
    }

    @Test
    void remembersForASecondWhatItFound() throws IOException {
        make("clip.mp4");
        Path video = root.resolve("clip.mp4");
        assertEquals(
                Optional.of(video.toUri()), Media.find(catalog, "100", "clip").map(Medium::location));
        make("clip.jpg");
        assertEquals(
                Optional.of(video.toUri()), Media.find(catalog, "100", "clip").map(Medium::location));
        assertEquals("clip.jpg IMAGE", find("clip", false, Poster.CURRENT));
        Files.delete(root.resolve("clip.jpg"));
        assertEquals("clip.mp4 VIDEO", find("clip", false, Poster.CURRENT));
    }

    @Test
    void aMissingVersionIsAFailureOfItsOwn() throws IOException {
        make("photo.jpg");
        PictureException missing = assertThrows(
                PictureException.class, () -> Media.find(catalog, "100", "photo", false, new Poster.Version(7)));
        assertEquals(new Failure.NoSuchVersion(7), missing.failure());
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/{entry_id}.jpg, IMAGE",
        "https://h.example/{entry_id}.PNG?size=large.mp4, IMAGE",
        "https://h.example/{entry_id}.mp4, VIDEO",
        "https://h.example/{entry_id}, UNKNOWN",
        "https://h.example/pictures.jpg/{entry_id}, UNKNOWN",
        "https://h.example/get?file={entry_id}.jpg, UNKNOWN"
    })
    void aTemplateTellsItsKindByItsPath(String url, Medium.Kind kind) {
        UrlTemplate template = new UrlTemplate(url, List.of(), Optional.empty());
        Medium found = Media.find(new TemplateCatalog(List.of(template)), "1", "x", false, new Poster.Version(3))
                .orElseThrow();
        assertEquals(kind, found.kind());
        assertEquals(0, found.version());
    }
}
