package io.posterframe.hls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.timeline.Timeline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecryptionTest {
    private static final byte[] KEY = Streams.random(16);
    private static final byte[] OTHER_KEY = Streams.random(17);
    private static final byte[] LONG_KEY = Streams.random(32);
    private static final byte[] PLAIN = Streams.random(100_003);
    private static final byte[] IV = Streams.random(18);

    @TempDir
    Path temp;

    private Streams streams;
    private StreamServer server;

    @BeforeEach
    void start() throws Exception {
        streams = new Streams(temp);
        server = streams.server;
        server.files.put("/k1", KEY);
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    private static byte[] coded(String transformation, byte[] key, byte[] iv, byte[] plain)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(iv, 16)));
        return cipher.doFinal(plain);
    }

    private static byte[] cbc(byte[] key, byte[] iv, byte[] plain) throws GeneralSecurityException {
        return coded("AES/CBC/PKCS5Padding", key, iv, plain);
    }

    private static byte[] sequence(long number) {
        return ByteBuffer.allocate(16).putLong(8, number).array();
    }

    private static String hex(byte[] iv) {
        return "0x" + java.util.HexFormat.of().formatHex(Arrays.copyOf(iv, 16));
    }

    private void playlist(String tagsAndSegments) {
        server.put(
                "/i.m3u8",
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:7\n" + tagsAndSegments + "#EXT-X-ENDLIST\n");
    }

    @Test
    void theMediaSequenceNumberIsTheIvOfWhoBringsNone() throws Exception {
        server.files.put("/a.ts", cbc(KEY, sequence(7), PLAIN));
        server.files.put("/b.ts", cbc(KEY, sequence(8), PLAIN));
        playlist("#EXT-X-KEY:METHOD=AES-128,URI=\"k1\"\n#EXTINF:4,\na.ts\n#EXTINF:4,\nb.ts\n");
        assertArrayEquals(PLAIN, streams.part("/i.m3u8", 0));
        assertArrayEquals(PLAIN, streams.part("/i.m3u8", 1));
        assertEquals(1, server.requests("/k1"));
    }

    @Test
    void readsFromAnywhereAndBackwardsGiveTheSameBytes() throws Exception {
        server.files.put("/a.ts", cbc(KEY, IV, PLAIN));
        server.files.put("/b.ts", coded("AES/CTR/NoPadding", LONG_KEY, sequence(-1), PLAIN));
        server.files.put("/k2", LONG_KEY);
        playlist("#EXT-X-KEY:METHOD=AES-128,URI=\"k1\",IV=" + hex(IV) + "\n#EXTINF:4,\na.ts\n"
                + "#EXT-X-KEY:METHOD=AES-256-CTR,URI=\"k2\",IV=" + hex(sequence(-1)) + "\n#EXTINF:4,\nb.ts\n");
        try (MediaReader reader = streams.open("/i.m3u8").open()) {
            for (int part = 0; part < 2; part++) {
                assertEquals(PLAIN.length, reader.open(part, List.of()));
                for (int offset = PLAIN.length - 1; offset >= 0; offset -= offset > 80 ? 4099 : 1) {
                    for (int length : new int[] {1, 15, 16, 17, 5000}) {
                        ByteBuffer read = reader.read(Timeline.address(part) + offset, length, 0);
                        byte[] bytes = new byte[read.remaining()];
                        read.get(bytes);
                        int end = Math.min(PLAIN.length, offset + length);
                        assertArrayEquals(Arrays.copyOfRange(PLAIN, offset, end), bytes, part + " " + offset);
                    }
                }
                assertEquals(
                        0,
                        reader.read(Timeline.address(part) + PLAIN.length, 100, 0)
                                .remaining());
            }
        }
    }

    @Test
    void keysRotateAndEndAndInitSectionsHaveTheirOwn() throws Exception {
        byte[] other = Arrays.copyOf(OTHER_KEY, 16);
        byte[] init = Streams.random(700);
        server.files.put("/k2", other);
        server.files.put("/init.mp4", cbc(KEY, IV, init));
        server.files.put("/clear.mp4", init);
        server.files.put("/a.m4s", cbc(KEY, IV, PLAIN));
        server.files.put("/b.m4s", cbc(other, sequence(8), PLAIN));
        server.files.put("/c.m4s", PLAIN);
        String first = "#EXT-X-KEY:METHOD=AES-128,URI=\"k1\",IV=" + hex(IV) + "\n";
        playlist(first + "#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:4,\na.m4s\n"
                + "#EXT-X-KEY:METHOD=NONE\n#EXT-X-MAP:URI=\"clear.mp4\"\n#EXT-X-KEY:METHOD=AES-128,URI=\"k2\"\n"
                + "#EXTINF:4,\nb.m4s\n#EXT-X-KEY:METHOD=NONE\n#EXTINF:4,\nc.m4s\n");
        try (MediaReader reader = streams.open("/i.m3u8").open()) {
            for (int segment = 0; segment < 3; segment++) {
                assertArrayEquals(PLAIN, Streams.part(reader, segment), "segment " + segment);
            }
            Timeline timeline = reader.timeline();
            assertArrayEquals(init, Streams.part(reader, timeline.partOfInit(0)));
            assertArrayEquals(init, Streams.part(reader, timeline.partOfInit(1)));
        }
    }

    @Test
    void aByteRangeIsDecryptedByItself() throws Exception {
        byte[] one = cbc(KEY, sequence(7), PLAIN);
        byte[] two = cbc(KEY, sequence(8), Streams.random(4999));
        byte[] file = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, file, one.length, two.length);
        server.files.put("/a.ts", file);
        playlist("#EXT-X-KEY:METHOD=AES-128,URI=\"k1\"\n#EXTINF:4,\n#EXT-X-BYTERANGE:" + one.length
                + "@0\na.ts\n#EXTINF:4,\n#EXT-X-BYTERANGE:" + two.length + "\na.ts\n");
        assertArrayEquals(PLAIN, streams.part("/i.m3u8", 0));
        assertArrayEquals(Streams.random(4999), streams.part("/i.m3u8", 1));
    }

    @Test
    void aes256IsReadToo() throws Exception {
        server.files.put("/k2", LONG_KEY);
        server.files.put("/a.ts", cbc(LONG_KEY, IV, PLAIN));
        playlist("#EXT-X-KEY:METHOD=AES-256,URI=\"k2\",IV=" + hex(IV) + "\n#EXTINF:4,\na.ts\n");
        assertArrayEquals(PLAIN, streams.part("/i.m3u8", 0));
    }

    @Test
    void whatIsProtectedOtherwiseIsRefusedByName() throws Exception {
        server.files.put("/a.ts", PLAIN);
        playlist("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k1\"\n#EXTINF:4,\na.ts\n"
                + "#EXT-X-KEY:METHOD=NONE\n#EXTINF:4,\na.ts\n"
                + "#EXT-X-KEY:METHOD=AES-128,URI=\"skd://x\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n"
                + "#EXTINF:4,\na.ts\n");
        assertEquals(
                "the stream is encrypted with SAMPLE-AES, which is not supported",
                Streams.failure(Undecodable.class, () -> streams.part("/i.m3u8", 0))
                        .message());
        assertArrayEquals(PLAIN, streams.part("/i.m3u8", 1));
        assertEquals(
                "the stream is encrypted with AES-128 by a DRM system, which is not supported",
                Streams.failure(Undecodable.class, () -> streams.part("/i.m3u8", 2))
                        .message());
    }

    @Test
    void wrongKeysAreToldApartAndNeverShown() throws Exception {
        server.files.put("/a.ts", cbc(KEY, sequence(7), PLAIN));
        server.files.put("/short", "sixteen-secrets".getBytes());
        server.files.put("/long", PLAIN);
        server.files.put("/wrong", Arrays.copyOf(OTHER_KEY, 16));
        for (String[] wrong : new String[][] {
            {"short", "the stream has a key of 15 bytes where 16 are needed"},
            {"long", "the stream has something else where its key should be"},
            {"wrong", "the stream could not be decrypted with the key that its playlist names"}
        }) {
            playlist("#EXT-X-KEY:METHOD=AES-128,URI=\"" + wrong[0] + "\"\n#EXTINF:4,\na.ts\n");
            Undecodable failure = Streams.failure(Undecodable.class, () -> streams.part("/i.m3u8", 0));
            assertEquals(wrong[1], failure.message());
            assertFalse(failure.toString().contains("secret"));
            streams.forget("/i.m3u8");
            streams.clock.addAndGet(100_000);
        }
    }

    @Test
    void aKeyIsAskedForWhereSegmentsMayBe() throws Exception {
        server.files.put("/a.ts", cbc(KEY, sequence(7), PLAIN));
        for (String uri : List.of("data:text/plain;base64,AAAA", "file:///etc/passwd", "http://127.0.0.1:1/k")) {
            playlist("#EXT-X-KEY:METHOD=AES-128,URI=\"" + uri + "\"\n#EXTINF:4,\na.ts\n");
            Streams.failure(OriginRefused.class, () -> streams.part("/i.m3u8", 0));
            streams.clock.addAndGet(100_000);
            streams.forget("/i.m3u8");
        }
    }
}
