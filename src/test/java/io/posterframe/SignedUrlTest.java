package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed URLs at a whole server, signed here as docs/access.md says. */
class SignedUrlTest {
    private static final String NEW = "new-key-of-the-tests-which-is-long";
    private static final String OLD = "old-key-of-the-tests-which-is-long";
    private static final String PICTURE = Edge.thumb("0_signed", "width/160/vid_sec/1");
    private static final Pattern AGES = Pattern.compile("public, max-age=(\\d+), s-maxage=(\\d+)");

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        String keys = "[{id: new, secret: " + NEW + "}, {id: old, secret: " + OLD + "}]";
        edge = Edge.start(data.resolve("two"), AdminCalls.options("access.signing-keys", keys))
                .ready();
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{'signed_urls': true}");
        admin.video("0_signed", "100", Clip.MKV, "");
        admin.put("partners/200", "{}");
        admin.video("0_open", "200", Clip.MKV, "");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String signed(String target, String id, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] value = mac.doFinal(target.getBytes(StandardCharsets.UTF_8));
            return target + (target.contains("?") ? "&" : "?") + "signature=" + id + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String target) {
        return signed(target, "new", NEW);
    }

    private static String until(long seconds) {
        return signed(PICTURE + "?expires=" + (Instant.now().getEpochSecond() + seconds));
    }

    private static void assertRefused(Reply reply) {
        assertEquals(
                "404 error-3 private, no-store",
                reply.status() + " " + reply.header("x-kaltura") + " " + reply.header("cache-control"),
                reply.text());
        assertFalse(reply.text().contains("new."), "the signature is not repeated");
    }

    @Test
    void aSignedUrlIsGoodForEverybody() {
        String target = signed(PICTURE);
        Reply reply = edge.picture(target);
        assertEquals(25, edge.picture(target).frame());
        assertTrue(reply.header("cache-control").startsWith("public, max-age=3600, s-maxage=3600"));
        assertEquals(reply.header("etag"), edge.ask("HEAD", target, "").header("etag"));
        assertRefused(edge.get(PICTURE));
        edge.picture(Edge.thumb("0_open", "width/160"));
    }

    @Test
    void noCacheKeepsItForLongerThanItIsGood() {
        String target = until(600);
        for (int i = 0; i < 3; i++) {
            String control = edge.picture(target).header("cache-control");
            Matcher ages = AGES.matcher(control);
            assertTrue(ages.matches(), control);
            assertTrue(Long.parseLong(ages.group(1)) <= 600 && Long.parseLong(ages.group(2)) <= 600, control);
        }
        String later = edge.picture(until(1_000_000)).header("cache-control");
        assertTrue(later.startsWith("public, max-age=3600, s-maxage=3600"), later);
    }

    @Test
    void itEndsAtItsTime() {
        edge.picture(signed(PICTURE));
        assertRefused(edge.get(until(0)));
        assertRefused(edge.get(until(-1_000_000)));
        String target = until(5);
        edge.picture(target);
        Until.holds("it has ended", () -> edge.get(target).status() != 200);
        assertRefused(edge.get(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/width.160/width%2F161/",
                "s/0_signed/0_open/",
                "s/expires=/expires=9/",
                "s/expires=\\d+&//",
                "s/\\?/?width=9&/",
                "s/$/&width=9/",
                "s/$/&/",
                "s/$/x/",
                "s/.$//",
                "s/new\\./old./",
                "s/new\\./none./",
                "s/new\\.//",
                "s/signature=.*/signature=/",
                "s/signature=.*/signature=new./",
                "s/signature=(.*)/signature=$1&signature=$1/",
                "s/(.)(expires=\\d+)/$1$2&$2/",
                "s/signature=/%73ignature=/",
                "s/signature=/Signature=/",
                "s/0_signed/0%5Fsigned/"
            })
    void whatWasChangedIsRefused(String change) {
        String target = until(600);
        edge.picture(target);
        String[] parts = change.split("/", -1);
        String tampered = target.replaceFirst(parts[1], parts[2].replace("%2F", "/"));
        assertNotEquals(target, tampered);
        assertRefused(edge.get(tampered));
        edge.picture(target);
    }

    @Test
    void aFormIsNotCovered() {
        String target = signed(PICTURE);
        for (String form : new String[] {"", "width=200"}) {
            assertRefused(edge.ask("POST", target, form, "Content-Type", "application/x-www-form-urlencoded"));
        }
        assertRefused(
                edge.ask("POST", PICTURE, target.split("\\?")[1], "Content-Type", "application/x-www-form-urlencoded"));
    }

    @Test
    void aWrongSignatureIsNoneEvenWhereNoneIsNeeded() {
        String open = Edge.thumb("0_open", "width/160");
        edge.picture(signed(open));
        assertRefused(edge.get(signed(open) + "x"));
        edge.picture(open);
    }

    @Test
    void theCachedPictureIsOfNoUseWithoutASignature() {
        Reply known = edge.picture(signed(PICTURE));
        assertRefused(edge.get(PICTURE, "If-None-Match", known.header("etag")));
        assertRefused(edge.get(PICTURE, "Range", "bytes=0-9"));
    }

    @Test
    void keysAreReplacedOneByOne() throws Exception {
        edge.picture(signed(PICTURE, "old", OLD));
        assertRefused(edge.get(signed(PICTURE, "old", NEW)));
        String clip = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
        String[] options = {
            "access.signing-keys", "[{id: new, secret: " + NEW + "}]", "access.require-signature", "true"
        };
        try (Edge next = Edge.start(data.resolve("one"), options).ready()) {
            next.picture(signed(clip));
            assertRefused(next.get(signed(clip, "old", OLD)));
            assertRefused(next.get(clip));
        }
    }
}
