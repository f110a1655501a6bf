package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.clips.Clip;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that name another file or address: neither engine may go there. */
@ParameterizedClass
@EnumSource(EngineChoice.class)
class OtherFilesTest {
    @Parameter
    EngineChoice choice;

    private ServerSocketChannel server;
    private String address;

    @BeforeAll
    static void loadTheLibraries() {
        new Engines(EngineChoice.AUTO, Seen.MAX_PIXELS).load();
    }

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        address = "127.0.0.1:" + server.socket().getLocalPort();
    }

    @AfterEach
    void nobodyCame() throws IOException {
        assertNull(server.accept(), "a connection");
        server.close();
    }

    @Test
    void refusesListsOfAddressesAndFiles() {
        String video = Clip.TS.file().toAbsolutePath().toString();
        for (String place : List.of("http://" + address + "/a.ts", "tcp://" + address, "file://" + video, video)) {
            refuses("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n" + place + "\n#EXT-X-ENDLIST\n");
            refuses("ffconcat version 1.0\nfile '" + place + "'\n");
            refuses("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
                    + " profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><Period><AdaptationSet>"
                    + "<Representation id=\"1\"><BaseURL>" + place
                    + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
            refuses("[playlist]\nFile1=" + place + "\n");
        }
        refuses("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video "
                + server.socket().getLocalPort() + " RTP/AVP/TCP 96\na=rtpmap:96 H264/90000\n");
        refuses("RTSPtextRTSP://" + address + "/a");
        refuses("# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 000000000\n");
    }

    /** The frames lie in a file beside the worker, and the movie has none of its own. */
    @Test
    void leavesTheFileThatAQuickTimeNamesAlone() throws IOException {
        Path other = Path.of("target", "named-by-a-movie.mp4");
        byte[] naming = withReference(Files.readAllBytes(Clip.MP4_INDEX_FIRST.file()), other);
        Files.write(other, naming);
        byte[] empty = withoutMedia(naming);
        PictureException refused = assertThrows(PictureException.class, () -> {
            try (Video video = Seen.open(choice, new ArrayBytes(empty))) {
                video.frames(new long[] {0}, (index, frame) -> {});
            }
        });
        assertInstanceOf(Failure.Undecodable.class, refused.failure());
    }

    private void refuses(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        PictureException refused =
                assertThrows(PictureException.class, () -> Seen.open(choice, new ArrayBytes(bytes)), text);
        assertInstanceOf(Failure.Undecodable.class, refused.failure());
    }

    /** The movie, its samples said to lie in another file: an alias (QuickTime File Format, data reference atom). */
    private static byte[] withReference(byte[] movie, Path other) {
        byte[] name = other.getFileName().toString().getBytes(StandardCharsets.US_ASCII);
        byte[] path = ("/" + other).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer alias = ByteBuffer.allocate(400);
        alias.position(4).put("alis".getBytes(StandardCharsets.US_ASCII));
        alias.position(22).put((byte) 1).put((byte) 'v');
        alias.position(62).put((byte) name.length).put(name);
        // one folder up from the movie, which is its own, and two names down
        alias.position(142).putShort((short) 1).putShort((short) 2);
        alias.position(162).putShort((short) 2).putShort((short) path.length).put(path);
        alias.position(alias.position() + (path.length & 1));
        alias.putShort((short) -1).putShort((short) 0);
        byte[] box = new byte[alias.putInt(0, alias.position()).position()];
        alias.get(0, box);
        return replaceReference(movie, box);
    }

    private static byte[] replaceReference(byte[] movie, byte[] box) {
        String text = new String(movie, StandardCharsets.ISO_8859_1);
        int old = text.indexOf("url \0\0\0\1") - 4;
        byte[] out = new byte[movie.length + box.length - 12];
        System.arraycopy(movie, 0, out, 0, old);
        System.arraycopy(box, 0, out, old, box.length);
        System.arraycopy(movie, old + 12, out, old + box.length, movie.length - old - 12);
        ByteBuffer bytes = ByteBuffer.wrap(out);
        for (String parent : List.of("moov", "trak", "mdia", "minf", "dinf", "dref")) {
            int at = text.lastIndexOf(parent, old) - 4;
            bytes.putInt(at, bytes.getInt(at) + box.length - 12);
        }
        int offsets = text.indexOf("stco") + box.length - 12 + 8;
        for (int i = 0; i < bytes.getInt(offsets); i++) {
            int at = offsets + 4 + 4 * i;
            bytes.putInt(at, bytes.getInt(at) + box.length - 12);
        }
        return out;
    }

    /** The movie with nothing but zeros for its frames. */
    private static byte[] withoutMedia(byte[] movie) {
        byte[] empty = movie.clone();
        int media = new String(movie, StandardCharsets.ISO_8859_1).indexOf("mdat");
        Arrays.fill(empty, media + 4, empty.length, (byte) 0);
        return empty;
    }
}
