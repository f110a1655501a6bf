package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posterframe.access.SessionWriter;
import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Ten clients at once with each kind of bad credential, while a client with a good one is served. */
class BadCredentialsTest {
    private static final int CLIENTS = 10;
    private static final String SECRET = "s3cret-of-account-100";
    private static final String OTHER_SECRET = "s3cret-of-account-200";
    private static final String SIGNING = "signing-key-of-the-tests-which-is-long";
    private static final String UPLOADS = "upload-key-of-the-tests";
    private static final String PHOTO_TOKEN = "mhpDudicFtdjz1isvidhnzsgqv3kaske";
    private static final String CONSUMER = "consumer-secret-of-the-tests";
    private static final String WRITER = "secret-of-the-token-writer";
    private static final String CONSUMERS = "[{key: app, secret: " + CONSUMER + ", partner: '100', tokens: ["
            + "{token: writer, secret: " + WRITER + ", level: write},"
            + " {token: reader, secret: " + WRITER + ", level: read}]}]";
    private static final String GET_TOKEN = "/api/photo/get-upload-token";

    private static final String CLOSED = Edge.thumb("0_closed", "width/160/vid_sec/1");
    private static final String SITE = Edge.thumb("0_site", "width/160/vid_sec/1");
    private static final String SIGNED = Edge.thumb("0_signed", "width/160/vid_sec/1");
    private static final String PHOTO = "/api/photo/frame?time=1&size=160x90&photo_id=0_photo";
    private static final SessionWriter SESSION = SessionWriter.of(SECRET).may("sview:*");
    private static final String GOOD_KS = SESSION.v2();
    private static final String GOOD_SIGNATURE = hmac("HmacSHA256", SIGNING, SIGNED);

    private static final Pattern CODE = Pattern.compile("<response[^>]* code=\"(\\w+)\"");
    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> LOG = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LOGGED.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
        }
    };

    @TempDir
    static Path data;

    private static Edge edge;

    /**
     * @param answer what it gets, as {@link #answer} says it
     * @param ask    how a client asks with it
     * @param good   a target that shows the same picture to those with a right to it
     * @param page   who has the right: those with this Referer; empty for all who know the target
     */
    private record Bad(String name, String answer, Supplier<CompletableFuture<Reply>> ask, String good, String page) {
        private Bad(String name, String answer, Supplier<CompletableFuture<Reply>> ask, String good) {
            this(name, answer, ask, good, "");
        }

        private Reply picture() {
            Reply reply = page.isEmpty() ? edge.picture(good) : edge.picture(good, "Referer", page);
            boolean forMany = good.contains("signature=") || good.contains("token=");
            assertEquals(!forMany, "private, no-store".equals(reply.header("cache-control")), good);
            return reply;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        LOG.start();
        for (String name : new String[] {Logger.ROOT_LOGGER_NAME, "access"}) {
            ((Logger) LoggerFactory.getLogger(name)).addAppender(LOG);
        }
        edge = Edge.start(
                        data,
                        AdminCalls.options(
                                "server.access-log",
                                "true",
                                "access.signing-keys",
                                "[{id: k, secret: " + SIGNING + "}]",
                                // a quarter of them is for senders who are not known yet: ten at once are to get in
                                "uploads.max-receiving",
                                "64",
                                "uploads.keys",
                                "[" + UPLOADS + "]",
                                "photo.consumers",
                                CONSUMERS,
                                "photo.site-url",
                                "http://videos.example.com"))
                .ready();
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{'secrets': ['" + SECRET + "']}");
        admin.put("partners/200", "{'secrets': ['" + OTHER_SECRET + "']}");
        admin.put("partners/300", "{'signed_urls': true}");
        admin.put("profiles/closed", "{'partner_id': '100', 'session_required': true}");
        admin.put("profiles/site", "{'partner_id': '100', 'allowed_sites': ['example.com']}");
        admin.video("0_closed", "100", Clip.MKV, ", 'profile_id': 'closed'");
        admin.video("0_site", "100", Clip.MKV, ", 'profile_id': 'site'");
        admin.video("0_signed", "300", Clip.MKV, "");
        admin.video("0_photo", "100", Clip.MKV, ", 'token': '" + PHOTO_TOKEN + "'");
    }

    @AfterAll
    static void stop() {
        edge.close();
        for (String name : new String[] {Logger.ROOT_LOGGER_NAME, "access"}) {
            ((Logger) LoggerFactory.getLogger(name)).detachAppender(LOG);
        }
    }

    static List<Bad> bad() {
        List<Bad> all = new ArrayList<>();
        long now = Instant.now().getEpochSecond();
        String good = CLOSED + "/ks/" + GOOD_KS;
        session(all, "no session", "error-3", "");
        session(all, "garbage", "error-4", "garbage");
        session(all, "half a session", "error-4", GOOD_KS.substring(0, 40));
        session(
                all,
                "a session by a wrong secret",
                "error-4",
                SessionWriter.of("wrong").may("sview:*").v2());
        session(
                all,
                "a v1 session by a wrong secret",
                "error-4",
                SessionWriter.of("wrong").v1());
        session(
                all,
                "a session of an unknown account",
                "error-4",
                SESSION.partner("999").v2());
        session(
                all,
                "a session that has expired",
                "error-31",
                SESSION.until(now - 1).v2());
        SessionWriter foreign = SessionWriter.of(OTHER_SECRET).partner("200").may("sview:*");
        session(all, "a session of another account", "error-32", foreign.v2());
        session(
                all,
                "a session for other addresses",
                "error-34",
                SESSION.may("sview:*,iprestrict:192.0.2.1").v2());
        session(
                all,
                "a session for other URLs",
                "error-7",
                SESSION.may("sview:*,urirestrict:/p/9/*").v1());
        session(all, "a session of a widget", "error-3", SESSION.widget().v2());
        session(
                all,
                "a session for another entry",
                "error-3",
                SESSION.may("sview:0_other").v2());
        get(all, "a session in the query", "404 error-4", CLOSED + "?ks=garbage", good);

        String referrer = "/referrer/" + base64("https://www.example.com/page");
        get(all, "no page", "404 error-3", SITE, SITE + referrer);
        String page = "https://www.example.com/page";
        all.add(new Bad("no page behind a good one", "404 error-3", () -> edge.send(SITE), SITE, page));
        all.add(new Bad(
                "another page behind a good one",
                "404 error-3",
                () -> edge.send("GET", SITE, "", "Referer", "https://evil.org/"),
                SITE,
                page));
        for (String wrong : new String[] {"https://example.com.evil.org/", "https://evil.org/?example.com", "-"}) {
            get(all, "page " + wrong, "404 error-3", SITE + "/referrer/" + base64(wrong), SITE + referrer);
        }

        String signed = SIGNED + "?signature=k." + GOOD_SIGNATURE;
        String expired = SIGNED + "?expires=" + (now - 1);
        get(all, "no signature", "404 error-3", SIGNED, signed);
        get(all, "a signature that is cut", "404 error-3", signed.substring(0, signed.length() - 1), signed);
        get(all, "a signature of another URL", "404 error-3", signed.replace("width/160", "width/320"), signed);
        get(all, "a signature by an unknown key", "404 error-3", signed.replace("=k.", "=l."), signed);
        get(
                all,
                "a signature that has expired",
                "404 error-3",
                expired + "&signature=k." + hmac("HmacSHA256", SIGNING, expired),
                signed);

        String photo = PHOTO + "&token=" + PHOTO_TOKEN;
        get(all, "a photo without token", "200 invalid_input", PHOTO, photo);
        get(all, "a wrong token of a photo", "200 invalid_photo_token", photo + "x", photo);
        get(all, "a token that has expired", "200 invalid_photo_token", PHOTO + limited("0_photo", now - 1), photo);
        get(all, "another photo's token", "200 invalid_photo_token", PHOTO + limited("0_other", now + 600), photo);
        get(
                all,
                "a token whose time was changed",
                "200 invalid_photo_token",
                PHOTO + limited("0_photo", now - 9) + "0",
                photo);
        get(
                all,
                "an unknown upload token",
                "200 no_file",
                "/api/photo/frame?time=1&upload_token=" + "0".repeat(40),
                photo);

        oauth(all, "a wrong consumer secret", "invalid_signature", "app", "wrong", "writer", WRITER, now);
        oauth(all, "a wrong token secret", "invalid_signature", "app", CONSUMER, "writer", "wrong", now);
        oauth(all, "an unknown consumer", "invalid_signature", "nobody", CONSUMER, "writer", WRITER, now);
        oauth(all, "an unknown token", "invalid_signature", "app", CONSUMER, "nobody", WRITER, now);
        oauth(all, "a stale timestamp", "invalid_signature", "app", CONSUMER, "writer", WRITER, now - 1000);
        oauth(all, "a token of a low level", "permission_denied", "app", CONSUMER, "reader", WRITER, now);
        get(all, "no OAuth", "200 permission_denied", GET_TOKEN, photo);

        for (String token : new String[] {"wrong", "", AdminCalls.TOKEN + "x", UPLOADS}) {
            ask(all, "admin token '" + token + "'", "401 problem", "GET", "/admin/v1/partners", "Bearer " + token);
        }
        ask(all, "an admin's password", "401 problem", "DELETE", "/admin/v1/partners/100", "Basic " + base64("a:b"));
        ask(all, "a wrong upload key", "401 problem", "POST", "/uploads/tokens", "Bearer wrong");
        ask(
                all,
                "an admin token as upload key",
                "401 problem",
                "POST",
                "/uploads/tokens",
                "Bearer " + AdminCalls.TOKEN);
        file(all, "a file by a wrong key", "401 problem", "/uploads", Map.of(), "Authorization", "Bearer wrong");
        String unknown = "0_" + "0".repeat(32);
        file(all, "a file by an unknown token", "404 problem", "/uploads", Map.of("upload_token_id", unknown));
        file(
                all,
                "a file by an unknown token in the query",
                "404 problem",
                "/uploads?upload_token_id=" + unknown,
                Map.of());
        file(
                all,
                "a file of 23 by an unknown token",
                "404 text",
                "/api/photo/redeem-upload-token",
                Map.of("upload_token", "0".repeat(40)));
        get(all, "a picture of an unknown upload", "404 error-28", "/p/100/thumbnail/upload_token_id/" + unknown, good);
        return all;
    }

    private static void session(List<Bad> all, String name, String error, String ks) {
        String target = ks.isEmpty() ? CLOSED : CLOSED + "/ks/" + ks;
        get(all, name, "404 " + error, target, CLOSED + "/ks/" + GOOD_KS);
    }

    private static void get(List<Bad> all, String name, String answer, String target, String good) {
        all.add(new Bad(name, answer, () -> edge.send(target), good));
    }

    private static void ask(
            List<Bad> all, String name, String answer, String method, String target, String authorization) {
        all.add(new Bad(
                name,
                answer,
                () -> edge.send(method, target, "", "Authorization", authorization),
                CLOSED + "/ks/" + GOOD_KS));
    }

    private static void file(
            List<Bad> all, String name, String answer, String target, Map<String, String> fields, String... headers) {
        all.add(new Bad(
                name,
                answer,
                () -> CompletableFuture.supplyAsync(
                        () -> edge.upload(target, fields, "a.png", new byte[1000], headers)),
                CLOSED + "/ks/" + GOOD_KS));
    }

    private static void oauth(
            List<Bad> all,
            String name,
            String code,
            String key,
            String secret,
            String token,
            String tokenSecret,
            long second) {
        all.add(new Bad(
                name,
                "200 " + code,
                () -> edge.send(
                        "GET",
                        GET_TOKEN,
                        "",
                        "Authorization",
                        authorization(key, secret, token, tokenSecret, second, Long.toString(System.nanoTime()))),
                PHOTO + "&token=" + PHOTO_TOKEN));
    }

    /** All names and values are such that OAuth has nothing to encode in them. */
    private static String authorization(
            String key, String secret, String token, String tokenSecret, long second, String nonce) {
        String fields = "oauth_consumer_key=" + key + "&oauth_nonce=" + nonce
                + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=" + second + "&oauth_token=" + token;
        String base = "GET&http%3A%2F%2Fvideos.example.com%2Fapi%2Fphoto%2Fget-upload-token&"
                + fields.replace("=", "%3D").replace("&", "%26");
        byte[] mac = mac("HmacSHA1", secret + "&" + tokenSecret, base);
        String signature = Base64.getEncoder()
                .encodeToString(mac)
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");
        return "OAuth " + fields.replace("=", "=\"").replace("&", "\", ") + "\", oauth_signature=\"" + signature + "\"";
    }

    private static String limited(String photo, long expire) {
        byte[] mac = mac("HmacSHA1", PHOTO_TOKEN, "expire" + expire + "photo_id" + photo);
        return "&token=" + HexFormat.of().formatHex(mac) + "-" + expire;
    }

    private static String hmac(String algorithm, String key, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(algorithm, key, text));
    }

    private static byte[] mac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The status, and the error in the form of its API. */
    private static String answer(Reply reply) {
        Matcher code = CODE.matcher(reply.text());
        String type = String.valueOf(reply.header("content-type"));
        return reply.status() + " "
                + (reply.header("x-kaltura") != null
                        ? reply.header("x-kaltura")
                        : type.equals("application/problem+json")
                                ? "problem"
                                : code.find() ? code.group(1) : type.startsWith("text/plain") ? "text" : reply.text());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void itIsToldSoAndNobodyElseNotices(Bad bad) {
        Reply before = bad.picture();
        double ready = readyAnswers();
        long renders = edge.renders();
        List<CompletableFuture<Reply>> asked =
                Stream.generate(bad.ask()).limit(CLIENTS).toList();
        Reply meanwhile = bad.picture();
        for (CompletableFuture<Reply> one : asked) {
            Reply reply = one.join();
            assertEquals(bad.answer(), answer(reply), reply::text);
            String control = String.valueOf(reply.header("cache-control"));
            assertTrue(control.contains("no-store") && !control.contains("public"), control);
            assertNull(reply.header("etag"));
            assertNoSecret(reply.headers() + reply.text());
        }
        assertArrayEquals(before.body(), meanwhile.body());
        assertArrayEquals(before.body(), bad.picture().body());
        assertEquals(ready, readyAnswers(), "no answer became a ready one");
        assertEquals(renders, edge.renders(), "nothing was made");
    }

    private static double readyAnswers() {
        return edge.metrics().value("posterframe_ready_answers");
    }

    private static void assertNoSecret(String text) {
        for (String secret : new String[] {
            SECRET,
            OTHER_SECRET,
            SIGNING,
            UPLOADS,
            PHOTO_TOKEN,
            CONSUMER,
            WRITER,
            GOOD_KS,
            GOOD_SIGNATURE,
            AdminCalls.TOKEN
        }) {
            assertFalse(text.contains(secret), () -> "it has a secret in it: " + text);
        }
    }

    @Test
    void ofTenWithOneNonceOneIsTaken() {
        String once =
                authorization("app", CONSUMER, "writer", WRITER, Instant.now().getEpochSecond(), "one-nonce");
        List<Reply> replies =
                Stream.generate(() -> edge.send("GET", GET_TOKEN, "", "Authorization", once))
                        .limit(CLIENTS)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertEquals(
                1,
                replies.stream()
                        .filter(reply -> reply.text().contains("status=\"ok\""))
                        .count());
        assertEquals(
                CLIENTS - 1,
                replies.stream()
                        .filter(reply -> answer(reply).equals("200 invalid_signature"))
                        .count());
    }

    @Test
    void logsHoldNoSecret() {
        String token = new JsonObject(edge.ask("POST", "/uploads/tokens", "", "Authorization", "Bearer " + UPLOADS)
                        .text())
                .getString("upload_token_id");
        int before = LOGGED.size();
        edge.picture(CLOSED + "/ks/" + GOOD_KS);
        edge.picture(CLOSED + "?ks=" + GOOD_KS);
        edge.picture(SIGNED + "?signature=k." + GOOD_SIGNATURE);
        edge.picture(PHOTO + "&token=" + PHOTO_TOKEN);
        edge.get("/p/100/thumbnail/upload_token_id/" + token);
        edge.get("/p/100/thumbnail?upload_token_id=" + token);
        edge.upload("/uploads?upload_token_id=" + token, Map.of(), "a.png", new byte[1000]);
        bad().forEach(bad -> bad.ask().get().join());
        Until.holds("all requests are logged", () -> LOGGED.size() >= before + 7 + bad().size());
        LOGGED.forEach(line -> {
            assertNoSecret(line);
            assertFalse(line.contains(token), line);
        });
    }
}
