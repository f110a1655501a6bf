package io.posterframe.still;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    @ParameterizedTest
    @CsvSource({"jpeg,JPEG", "png,PNG", "gif,GIF", "bmp,BMP", "tiff,TIFF"})
    void readsTheSizeOfWhatTheJdkWrites(String writer, ImageFormat format) throws IOException {
        assertEquals(Optional.of(new ImageHeader(format, 37, 21, Orientation.UPRIGHT)), ImageHeader.read(file(writer)));
    }

    @Test
    void readsEachKindOfWebp() {
        byte[] lossy = riff(
                "VP8 ",
                new Bytes()
                        .be(3, 0x10)
                        .be(3, 0x9d012a)
                        .le(2, 37)
                        .le(2, 0x4000 | 21)
                        .done());
        byte[] lossless = riff(
                "VP8L", new Bytes().be(1, 0x2f).le(4, 36 | 20 << 14).be(4, 0).done());
        byte[] extended = riff("VP8X", new Bytes().le(4, 0).le(3, 36).le(3, 20).done());
        for (byte[] file : List.of(lossy, lossless, extended)) {
            assertEquals(
                    Optional.of(new ImageHeader(ImageFormat.WEBP, 37, 21, Orientation.UPRIGHT)),
                    ImageHeader.read(file));
        }
    }

    @Test
    void readsTheCoreHeaderAndTheUpsideDownOneOfBitmaps() {
        byte[] core =
                new Bytes().text("BM").le(12, 26).le(4, 12).le(2, 37).le(2, 21).done();
        byte[] topDown = new Bytes()
                .text("BM")
                .le(4, 99)
                .le(4, 0)
                .le(4, 54)
                .le(4, 40)
                .le(4, 37)
                .le(4, -21)
                .done();
        for (byte[] file : List.of(core, topDown)) {
            assertEquals(
                    Optional.of(new ImageHeader(ImageFormat.BMP, 37, 21, Orientation.UPRIGHT)), ImageHeader.read(file));
        }
    }

    /** The table of CIPA DC-008, 4.6.5.1.6. */
    @ParameterizedTest
    @CsvSource({"1,false,0", "2,true,0", "3,false,2", "4,true,2", "5,true,3", "6,false,1", "7,true,1", "8,false,3"})
    void readsTheOrientationOfEveryFormatThatHasOne(int exif, boolean mirrored, int turns) throws IOException {
        Orientation expected = new Orientation(mirrored, turns);
        for (boolean little : new boolean[] {true, false}) {
            byte[] data = Bytes.exif(little, exif);
            byte[] png = insert(file("png"), 33, Bytes.box("eXIf", data, new byte[4]), 4);
            for (byte[] file : List.of(jpeg(data), png, webp(data), webp(prefixed(data)))) {
                assertEquals(expected, ImageHeader.read(file).orElseThrow().orientation());
            }
        }
        ImageHeader turned = ImageHeader.read(jpeg(Bytes.exif(true, exif))).orElseThrow();
        assertEquals(exif > 4 ? "21x37" : "37x21", turned.uprightWidth() + "x" + turned.uprightHeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, 65535})
    void takesAnOrientationThatIsNoneForUpright(int exif) throws IOException {
        assertEquals(
                Orientation.UPRIGHT,
                ImageHeader.read(jpeg(Bytes.exif(true, exif))).orElseThrow().orientation());
        byte[] cut = Arrays.copyOf(Bytes.exif(true, 6), 15);
        assertEquals(
                Orientation.UPRIGHT, ImageHeader.read(jpeg(cut)).orElseThrow().orientation());
    }

    /** ISO/IEC 23008-12: irot turns against the clock, imir 0 exchanges top and bottom, and their order counts. */
    @ParameterizedTest
    @CsvSource({
        "'',false,0",
        "r0,false,0",
        "r1,false,3",
        "r2,false,2",
        "r3,false,1",
        "m1,true,0",
        "m0,true,2",
        "r1 m1,true,1",
        "m1 r1,true,3",
        "r1 m0,true,3",
        "r3 m0,true,1"
    })
    void readsTheTurnsAndMirrorsOfAvif(String transforms, boolean mirrored, int turns) {
        ImageHeader header = ImageHeader.read(avif(transforms)).orElseThrow();
        assertEquals(new ImageHeader(ImageFormat.AVIF, 37, 21, new Orientation(mirrored, turns)), header);
    }

    @Test
    void findsTheSizeInTheBeginningOfAFile() throws IOException {
        for (String writer : new String[] {"jpeg", "png", "gif", "bmp"}) {
            byte[] file = file(writer);
            assertEquals(
                    ImageHeader.read(file), ImageHeader.read(Arrays.copyOf(file, Math.min(file.length, 700))), writer);
        }
    }

    @Test
    void hasNothingToSayOfAnythingElse() throws IOException {
        byte[] movie = Bytes.box(
                "ftyp", new Bytes().text("isom").be(4, 0).text("isomiso2").done());
        for (byte[] file : List.of(
                new byte[0],
                new byte[3],
                new byte[4096],
                "<svg/>".getBytes(),
                "BMW is a maker of cars".getBytes(),
                movie)) {
            assertTrue(ImageHeader.read(file).isEmpty());
        }
        byte[] empty = file("png");
        empty[19] = 0;
        assertTrue(ImageHeader.read(empty).isEmpty(), "a picture without columns");
    }

    @Test
    void staysCalmWhenBytesAreWrongOrMissing() throws IOException {
        Random random = new Random(3);
        byte[] exif = Bytes.exif(false, 6);
        for (byte[] good : List.of(
                jpeg(exif),
                insert(file("png"), 33, Bytes.box("eXIf", exif, new byte[4]), 4),
                webp(exif),
                avif("r1 m0"),
                file("tiff"),
                file("gif"),
                file("bmp"))) {
            for (int round = 0; round < 2_000; round++) {
                byte[] bad = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
                for (int i = random.nextInt(6); i > 0 && bad.length > 0; i--) {
                    bad[random.nextInt(Math.min(bad.length, 200))] =
                            (byte) (random.nextBoolean() ? -1 : random.nextInt());
                }
                ImageHeader.read(bad).ifPresent(header -> assertTrue(header.width() > 0 && header.height() > 0));
            }
        }
    }

    private static byte[] file(String writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(37, 21, BufferedImage.TYPE_3BYTE_BGR), writer, out));
        return out.toByteArray();
    }

    private static byte[] jpeg(byte[] exif) throws IOException {
        byte[] data = prefixed(exif);
        return insert(
                file("jpeg"),
                2,
                new Bytes().be(2, 0xffe1).be(2, data.length + 2).raw(data).done(),
                0);
    }

    private static byte[] prefixed(byte[] exif) {
        return new Bytes().text("Exif\0\0").raw(exif).done();
    }

    private static byte[] webp(byte[] exif) {
        return riff("VP8X", new Bytes().le(4, 8).le(3, 36).le(3, 20).done(), "ODD ", new byte[3], "EXIF", exif);
    }

    private static byte[] riff(Object... chunks) {
        Bytes content = new Bytes().text("WEBP");
        for (int i = 0; i < chunks.length; i += 2) {
            byte[] data = (byte[]) chunks[i + 1];
            content.text((String) chunks[i]).le(4, data.length).raw(data).raw(new byte[data.length & 1]);
        }
        byte[] data = content.done();
        return new Bytes().text("RIFF").le(4, data.length).raw(data).done();
    }

    /** Two items, of which the second is the picture; {@code r} turns and {@code m} mirrors. */
    private static byte[] avif(String transforms) {
        Bytes properties = new Bytes()
                .raw(Bytes.box("ispe", new Bytes().be(4, 0).be(4, 99).be(4, 98).done()))
                .raw(Bytes.box("ispe", new Bytes().be(4, 0).be(4, 37).be(4, 21).done()));
        Bytes indices = new Bytes();
        List<String> wanted =
                Arrays.stream(transforms.split(" ")).filter(t -> !t.isEmpty()).toList();
        for (int i = 0; i < wanted.size(); i++) {
            boolean turn = wanted.get(i).charAt(0) == 'r';
            properties.raw(Bytes.box(
                    turn ? "irot" : "imir", new byte[] {(byte) (wanted.get(i).charAt(1) - '0')}));
            indices.be(1, 0x80 | 3 + i);
        }
        byte[] ipma = new Bytes()
                .be(4, 0)
                .be(4, 2)
                .be(2, 7)
                .be(1, 1)
                .be(1, 1)
                .be(2, 8)
                .be(1, 1 + wanted.size())
                .be(1, 2)
                .raw(indices.done())
                .done();
        return new Bytes()
                .raw(Bytes.box(
                        "ftyp",
                        new Bytes().text("mif1").be(4, 0).text("mif1avif").done()))
                .raw(Bytes.box("free", new byte[5]))
                .raw(Bytes.box(
                        "meta",
                        new byte[4],
                        Bytes.box("pitm", new Bytes().be(4, 0).be(2, 8).done()),
                        Bytes.box("iprp", Bytes.box("ipco", properties.done()), Bytes.box("ipma", ipma))))
                .done();
    }

    private static byte[] insert(byte[] file, int at, byte[] part, int checksum) {
        byte[] length = checksum == 0
                ? new byte[0]
                : new Bytes().be(4, part.length - 8 - checksum).done();
        System.arraycopy(length, 0, part, 0, length.length);
        return new Bytes()
                .raw(Arrays.copyOf(file, at))
                .raw(part)
                .raw(Arrays.copyOfRange(file, at, file.length))
                .done();
    }
}
