package io.posterframe.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
    private static final Timeline TIMELINE = new Timeline(
            List.of(
                    new Segment(0, 4_000_000, 0, false, false),
                    new Segment(4_000_000, 4_000_000, 1, true, true),
                    new Segment(8_000_000, 1, Segment.NO_INIT, false, false)),
            2,
            true);

    private static final JobMedia MEDIA =
            new JobMedia("https://origin.example/ä.mp4\n\"etag\"", 1L << 40, true, TIMELINE, Engine.HUMBLE);
    private static final JobMedia FILE = new JobMedia("a", 0, false, null, null);
    private static final Geometry GEOMETRY =
            new Geometry(320, 10_000, Crop.PAD, new SourceRectangle(1.5, 2, 3.25, 4, 640, 480), new Rgb(255, 0, 128));
    private static final Encoding ENCODING = new Encoding(ImageFormat.JPEG, 100, 65_535);
    private static final PictureConfig LIMITS =
            new PictureConfig(1L << 40, 77, Duration.ofMillis(1500), PictureConfig.DefaultFrame.AUTO, 5, 6, 7);

    @ParameterizedTest
    @MethodSource("messages")
    void bringsEachMessageOver(Message message) throws IOException {
        Wire receiver = receiver(sent(message));
        assertEquals(message, receiver.receive());
        assertThrows(EOFException.class, receiver::receive);
    }

    static Stream<Message> messages() {
        return Stream.of(
                job(new Moment.Poster()),
                job(new Moment.AtOrStart(3_000_000)),
                job(new Moment.At(12_500_000)),
                job(new Moment.Slice(3, 7, 1_000_000, Moment.UNSET)),
                job(new Moment.Slice(3, 7, 1_000_000, 9_000_000)),
                job(new Moment.Strip(100, 0, Moment.UNSET)),
                job(new Moment.StripOfOne(5, 4_000_000)),
                job(new Moment.AtClock(1_792_571_696_123_456L)),
                new Message.Pass(MEDIA, List.of(), GEOMETRY, ENCODING, LIMITS, 1L << 33),
                new Message.Pass(MEDIA, List.of(0L, 40_000L, 40_000L, Long.MAX_VALUE), GEOMETRY, ENCODING, LIMITS, 1),
                new Message.Pass(FILE, Collections.nCopies(Wire.MAX_TIMES, 7L), GEOMETRY, ENCODING, LIMITS, 1),
                new Message.Next(),
                new Message.Stop(),
                new Message.PassEnd(),
                new Message.Probe(MEDIA),
                new Message.Probe(FILE),
                new Message.Probed(0, 1, 1, Engine.HUMBLE),
                new Message.Probed(Long.MAX_VALUE, Integer.MAX_VALUE, 2160, Engine.FFMPEG),
                new Message.Opened(1L << 39),
                new Message.Open(3, List.of()),
                new Message.Open(Integer.MAX_VALUE, List.of(0, 7)),
                new Message.ReadFailed(),
                new Message.Ready(),
                new Message.Read(0, 1, 0),
                new Message.Read(Long.MAX_VALUE, Wire.MAX_READ, Long.MAX_VALUE),
                new Message.Encoding(),
                new Message.Picture(ImageFormat.AVIF, 320, 180, 12_345, 1, 2, 3, 4, true, Engine.FFMPEG),
                new Message.Picture(ImageFormat.JPEG, 65_500, 1, Integer.MAX_VALUE, 0, 0, 0, 0, false, null),
                new Message.Failed(Message.Reason.UNDECODABLE, "", "kein Video – 映像なし", "detail"));
    }

    private static Message job(Moment moment) {
        return new Message.Job(MEDIA, new PictureSpec(moment, GEOMETRY, ENCODING), LIMITS, 1L << 33);
    }

    @ParameterizedTest
    @EnumSource
    void bringsEachKindOfPictureOver(Crop crop) throws IOException {
        for (ImageFormat format : ImageFormat.values()) {
            Geometry geometry = new Geometry(7, 9, crop, SourceRectangle.WHOLE, Rgb.WHITE);
            PictureSpec spec = new PictureSpec(new Moment.At(0), geometry, new Encoding(format, 1, 0));
            Message job = new Message.Job(FILE, spec, PictureConfig.DEFAULTS, 1);
            assertEquals(job, receiver(sent(job)).receive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void bringsEachReasonOver(Message.Reason reason) throws IOException {
        Message failed = new Message.Failed(reason, "width", "message", "detail");
        assertEquals(failed, receiver(sent(failed)).receive());
    }

    @Test
    void bringsBytesOver() throws IOException {
        byte[] noise = new byte[Wire.MAX_READ];
        new Random(1).nextBytes(noise);
        for (int length : new int[] {0, 1, 70_000, Wire.MAX_READ}) {
            Message.Bytes bytes = (Message.Bytes)
                    receiver(sent(new Message.Bytes(noise, length))).receive();
            assertEquals(length, bytes.length());
            assertArrayEquals(Arrays.copyOf(noise, length), bytes.data());
        }
        Message.Data data = (Message.Data)
                receiver(sent(new Message.Data(noise, 1000, Wire.MAX_DATA))).receive();
        assertEquals(0, data.offset());
        assertArrayEquals(Arrays.copyOfRange(noise, 1000, 1000 + Wire.MAX_DATA), data.bytes());
    }

    @Test
    void tellsLongNamesApart() throws IOException {
        String name = "https://origin.example/" + "x".repeat(20_000);
        for (String version : new String[] {"\na", "\nb"}) {
            PictureSpec spec = new PictureSpec(
                    new Moment.Poster(),
                    new Geometry(0, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE),
                    new Encoding(ImageFormat.PNG, 0, 0));
            Message.Job job = (Message.Job) receiver(sent(new Message.Job(
                            new JobMedia(name + version, 1, false, null, null), spec, PictureConfig.DEFAULTS, 1)))
                    .receive();
            assertEquals(name + version, job.media().source());
        }
    }

    @Test
    void cutsLongExplanations() throws IOException {
        String long1 = "ä".repeat(100_000);
        Message.Failed failed =
                (Message.Failed) receiver(sent(new Message.Failed(Message.Reason.INTERNAL, "", long1, long1)))
                        .receive();
        assertTrue(failed.message().length() <= 1_000);
        assertTrue(failed.message().length() > 100 && long1.startsWith(failed.message()));
    }

    @Test
    void writesNothingBeforeItIsFlushed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire wire = new Wire(InputStream.nullInputStream(), out);
        wire.write(new Message.Ready());
        assertEquals(0, out.size());
        wire.flush();
        assertEquals(1, out.size());
    }

    @Test
    void refusesUnknownKinds() {
        for (int kind = -128; kind < 128; kind++) {
            if ("JBXRrOoEPDFSNHZMm".indexOf(kind) < 0) {
                refused((byte) kind);
            }
        }
        refused('F', (byte) 99);
        refused('F', (byte) -1);
    }

    @Test
    void refusesLengthsThatNoOneMaySend() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Wire.MAX_READ + 1, Integer.MAX_VALUE}) {
            refused('B', length);
            refused('r', 0L, length, 0L);
        }
        for (int length : new int[] {-1, Wire.MAX_DATA + 1, Integer.MAX_VALUE}) {
            refused('D', length);
        }
        refused('r', -1L, 1, 0L);
        refused('r', 0L, 1, -1L);
        refused('P', 1, 1, -1, 0L, 0L, 0L, 0L, (byte) 0);
    }

    @Test
    void refusesJobsThatMeanNothing() throws IOException {
        Random random = new Random(7);
        for (Message message : List.of(
                job(new Moment.Slice(3, 7, 1_000_000, 9_000_000)),
                new Message.Pass(MEDIA, List.of(0L, 40_000L), GEOMETRY, ENCODING, LIMITS, 1),
                new Message.Probe(MEDIA))) {
            byte[] good = sent(message);
            for (int i = 0; i < 20_000; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                try {
                    receiver(bad).receive();
                } catch (IOException e) {
                    // nothing but that
                }
            }
        }
    }

    @Test
    void refusesPassesThatAreTooLongOrGoBack() throws IOException {
        for (List<Long> times :
                List.of(Collections.nCopies(Wire.MAX_TIMES + 1, 7L), List.of(-1L), List.of(40_000L, 39_999L))) {
            byte[] hostile = sent(new Message.Pass(FILE, times, GEOMETRY, ENCODING, LIMITS, 1));
            assertThrows(IOException.class, () -> receiver(hostile).receive());
        }
    }

    @Test
    void refusesVideosThatCannotBe() {
        refused('m', -1L, 1, 1, (byte) 0);
        refused('m', 1L, 0, 1, (byte) 0);
        refused('m', 1L, 1, -1, (byte) 0);
        refused('m', 1L, 1, 1, (byte) -1);
    }

    @Test
    void noticesTheEndInTheMiddleOfAMessage() throws IOException {
        for (Message message : messages().toList()) {
            byte[] whole = sent(message);
            for (int length = 0; length < whole.length; length++) {
                Wire wire = receiver(Arrays.copyOf(whole, length));
                assertThrows(EOFException.class, wire::receive, message + " cut at " + length);
            }
        }
    }

    private static void refused(Object... parts) {
        byte[] hostile = bytes(parts);
        IOException refused =
                assertThrows(IOException.class, () -> receiver(hostile).receive());
        assertEquals(IOException.class, refused.getClass(), "refused, not missed");
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (Object part : parts) {
                if (part instanceof Character kind) {
                    out.writeByte(kind);
                } else if (part instanceof Byte number) {
                    out.writeByte(number);
                } else if (part instanceof Integer number) {
                    out.writeInt(number);
                } else {
                    out.writeLong((Long) part);
                }
            }
            // so that nothing fails for want of bytes
            out.write(new byte[100]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] sent(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Wire wire = new Wire(InputStream.nullInputStream(), out)) {
            wire.send(message);
        }
        return out.toByteArray();
    }

    private static Wire receiver(byte[] bytes) {
        return new Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
    }
}
