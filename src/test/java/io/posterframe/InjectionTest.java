package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posterframe.clips.Clip;
import io.posterframe.database.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;

/** Text that means something to SQL, to a file system, to HTTP or to a template, in every identifier of every API. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class InjectionTest {
    private static final String KEY = "a-key-of-the-tests-1";
    private static final String[] AUTHORIZED = {"Authorization", "Bearer " + KEY};

    /** What no answer may show: that a program or a database stumbled, or a file of the machine. */
    private static final Pattern LEAK = Pattern.compile("Exception|\\bat (java|io)\\.|SQLState|org\\.h2|root:x:|jdbc:");

    static final List<String> TEXTS = List.of(
            "'",
            "' or '1'='1",
            "'; drop table entries; --",
            "\"; drop table entries; --",
            "0_film' union select id from partners --",
            "$$; delete from partners; $$",
            ":id ? ?? {call x} \\",
            "../../../injected",
            "..\\..\\injected",
            "/etc/passwd",
            "file:///etc/passwd",
            "%2e%2e%2finjected",
            "..%252f..%252finjected",
            "\0",
            "0_film\0.mp4",
            "\r\nX-Injected: yes\r\n\r\n<html>",
            "\uD83D\uDE00\u202E\u0000\uFFFF\u00DF",
            "${jndi:ldap://127.0.0.1:1/injected}",
            "{{7*7}}#{7*7}<%= 7*7 %>",
            "<script>alert(1)</script>",
            "%n%s%x$(id)`id`;|&",
            "*",
            ".",
            "a".repeat(10_000));

    private static final String UPLOAD = "0_" + "0".repeat(32);
    private static final String CHUNK =
            "&resumableChunkNumber=1&resumableChunkSize=100&resumableTotalSize=100&resumableIdentifier=";

    private static final List<String> PICTURES = List.of(
            "/p/100/thumbnail/entry_id/{}",
            "/p/100/thumbnail/entry_id/{}/width/10",
            "/p/100/thumbnail/widget_id/{}",
            "/p/100/thumbnail/entry_id/0_film/flavor_id/{}",
            "/p/100/thumbnail/entry_id/0_film/version/{}",
            "/p/100/thumbnail/entry_id/0_film/ks/{}",
            "/p/100/thumbnail/entry_id/0_film/referrer/{}",
            "/p/100/thumbnail/entry_id/0_closed/ks/{}",
            "/p/100/thumbnail/entry_id/0_closed/referrer/{}",
            "/p/100/thumbnail/upload_token_id/{}",
            "/p/{}/thumbnail/entry_id/0_film",
            "/p/{}/thumbnail/entry_id/unknown",
            "/p/100/sp/{}/thumbnail/entry_id/0_film",
            "/p/100/thumbnail/entry_id/0_film/{}/1",
            "/p/100/thumbnail?entry_id={}",
            "/p/100/thumbnail?entry_id=0_closed&ks={}&referrer={}",
            "/p/100/thumbnail/entry_id/0_film?{}={}",
            "/p/100/thumbnail/entry_id/0_film?signature={}&expires={}");

    private static final List<String> PHOTO = List.of(
            "/api/photo/frame?time=1&photo_id={}&token=a",
            "/api/photo/frame?time=1&photo_id=0_film&token={}",
            "/api/photo/frame?time=1&upload_token={}",
            "/api/photo/frame?time=1&upload_token=" + "0".repeat(40) + "&filename={}&resumableIdentifier={}",
            "/api/photo/frame?time={}&size={}&photo_id=0_film&token=a",
            "/api/photo/frame?format={}&raw={}&callback={}&varname={}",
            "/api/photo/frame?format=json&callback={}",
            "/api/photo/frame?format=json&varname={}",
            "/api/photo/get-upload-token?oauth_consumer_key={}&oauth_token={}&oauth_nonce={}&oauth_signature={}"
                    + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1",
            "/api/photo/redeem-upload-token?upload_token={}" + CHUNK + "{}",
            "/uploads?upload_token_id={}" + CHUNK + "{}",
            "/uploads?upload_token_id=" + UPLOAD + CHUNK + "{}&resumableFilename={}");

    private static final List<String> ADMIN = List.of(
            "partners/{}",
            "profiles/{}",
            "entries/{}",
            "widgets/{}",
            "entries/{}/flavors",
            "entries/{}/flavors/{}",
            "entries/0_film/flavors/{}",
            "entries/0_film/thumbnails/{}",
            "entries?cursor={}",
            "entries?limit={}",
            "entries?partner_id={}",
            "entries?{}=1",
            "{}");

    /** What is written, by the path of what it is written to. */
    private static final Map<String, String> WRITES = Map.ofEntries(
            Map.entry("partners/{}", "{'name': '{}'}"),
            Map.entry("partners/100", "{'name': '{}', 'secrets': ['{}']}"),
            Map.entry("profiles/{}", "{'partner_id': '100', 'name': '{}'}"),
            Map.entry("profiles/closed", "{'partner_id': '100', 'session_required': true, 'allowed_sites': ['{}']}"),
            Map.entry("entries/{}", "{'partner_id': '100', 'name': '{}'}"),
            Map.entry("entries/0_a", "{'partner_id': '{}'}"),
            Map.entry("entries/0_b", "{'partner_id': '100', 'token': '{}'}"),
            Map.entry("entries/0_c", "{'partner_id': '100', 'profile_id': '{}'}"),
            Map.entry("entries/0_d", "{'partner_id': '100', '{}': '{}'}"),
            Map.entry("entries/0_other/flavors/{}", "{'url': 'https://media.example/a.mp4', 'tags': ['{}']}"),
            Map.entry("entries/0_other/flavors/u", "{'url': '{}'}"),
            Map.entry("entries/0_film/thumbnails/{}", "{'url': 'https://media.example/a.png'}"),
            Map.entry("widgets/{}", "{'partner_id': '100', 'entry_id': '0_film'}"),
            Map.entry("widgets/_w", "{'partner_id': '100', 'entry_id': '{}'}"));

    private static final Queue<String> ERRORS = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> LOG = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                ERRORS.add(event.getFormattedMessage());
            }
        }
    };

    @TempDir
    static Path temp;

    private static Edge edge;
    private static AdminCalls admin;

    @Parameter
    TestDatabase kind;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase kind) throws Exception {
        LOG.start();
        log().addAppender(LOG);
        edge = Edge.start(
                        folder(kind),
                        Stream.of(
                                        AdminCalls.options(TestDatabase.options(kind.fresh())),
                                        new String[] {"uploads.keys", "[" + KEY + "]"})
                                .flatMap(Stream::of)
                                .toArray(String[]::new))
                .ready();
        admin = new AdminCalls(edge);
        admin.put("partners/100", "{}");
        admin.put("profiles/closed", "{'partner_id': '100', 'session_required': true, 'allowed_sites': ['a.example']}");
        admin.video("0_film", "100", Clip.MKV, ", 'token': 'token-of-the-tests'");
        admin.video("0_closed", "100", Clip.MKV, ", 'profile_id': 'closed'");
        admin.put("entries/0_other", "{'partner_id': '100'}");
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Path folder(TestDatabase kind) {
        return temp.resolve(kind.name()).resolve("a/b/c");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        assertListed();
        edge.close();
        log().detachAppender(LOG);
        assertEquals(List.of(), List.copyOf(ERRORS), "what the server takes for a mistake of its own");
        try (Stream<Path> all = Files.walk(temp)) {
            List<Path> strange = all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(TestDatabase.values()).noneMatch(one -> file.startsWith(folder(one)))
                            || file.toString().contains("injected")
                            || file.toString().contains("passwd"))
                    .toList();
            assertEquals(List.of(), strange, "files that nobody asked for");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(String text) {
        String quoted = new JsonArray().add(text).encode();
        return quoted.substring(2, quoted.length() - 2);
    }

    /** The 23 API's own word for a chunk that is not to be sent again is 500. */
    private static void assertHarmless(String asked, Reply reply) {
        boolean givesUp = reply.status() == 500 && reply.text().startsWith("resumableIdentifier must have");
        assertTrue(reply.status() < 500 || givesUp, () -> asked + ": " + reply.status() + " " + reply.text());
        assertNull(reply.header("x-injected"), asked);
        assertFalse(String.valueOf(reply.header("content-type")).contains("html"), asked);
        assertFalse(LEAK.matcher(reply.text()).find(), () -> asked + ": " + reply.text());
        assertFalse(LEAK.matcher(reply.headers().toString()).find(), () -> asked + ": " + reply.headers());
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void itIsNothingButText(String text) {
        // as it is, and as it would be after a proxy had decoded it once
        List<String> inUrls = new ArrayList<>(List.of(encoded(text)));
        if (text.matches("(%[0-9a-f]{2}|[.\\w])++")) {
            inUrls.add(text);
        }
        Map<String, CompletableFuture<Reply>> asked = new LinkedHashMap<>();
        for (String value : inUrls) {
            Stream.concat(PICTURES.stream(), PHOTO.stream()).forEach(template -> {
                String target = template.replace("{}", value);
                asked.put(target, edge.send(target));
            });
            ADMIN.forEach(template -> {
                String target = "/admin/v1/" + template.replace("{}", value);
                asked.put(target, edge.send("GET", target, "", "Authorization", "Bearer " + AdminCalls.TOKEN));
            });
        }
        String token = new JsonObject(
                        edge.ask("POST", "/uploads/tokens", "", AUTHORIZED).text())
                .getString("upload_token_id");
        String form = "application/x-www-form-urlencoded";
        for (String name : new String[] {"entry_id", "widget_id", "ks", "referrer", "upload_token_id", "flavor_id"}) {
            String body = "entry_id=0_film&" + name + "=" + inUrls.get(0);
            asked.put(name + " in a form", edge.send("POST", "/p/100/thumbnail", body, "Content-Type", form));
        }
        if (text.matches("[!-~ ]{1,200}")) {
            for (String name : new String[] {"Authorization", "Referer", "X-Forwarded-For", "Accept", "Range"}) {
                String value = name.equals("Authorization") ? "OAuth oauth_consumer_key=\"" + text + "\"" : text;
                String target =
                        name.equals("Authorization") ? "/api/photo/get-upload-token" : Edge.thumb("0_film", "width/16");
                asked.put(name, edge.send("GET", target, "", name, value));
            }
        }
        asked.forEach((target, reply) -> assertHarmless(target, reply.join()));
        writes(text);
        uploads(text, token);
        assertAllIsThere();
    }

    private static void writes(String text) {
        WRITES.forEach((path, body) -> assertHarmless(
                path + " " + body,
                edge.ask(
                        "PUT",
                        "/admin/v1/" + path.replace("{}", encoded(text)),
                        body.replace('\'', '"').replace("{}", json(text)),
                        "Authorization",
                        "Bearer " + AdminCalls.TOKEN,
                        "Content-Type",
                        "application/json")));
        String line = "{\"id\": \"{}\", \"partner_id\": \"100\", \"flavors\": [{\"id\": \"{}\", \"url\": \"{}\"}],"
                + " \"widgets\": [\"{}\"]}\n{\"id\": \"{}\", \"partner_id\": \"100\"}\n";
        Reply imported = edge.ask(
                "POST",
                "/admin/v1/import",
                line.replace("{}", json(text)),
                "Authorization",
                "Bearer " + AdminCalls.TOKEN,
                "Content-Type",
                "application/x-ndjson");
        assertHarmless("import", imported);
        assertEquals(200, imported.status(), imported.text());
    }

    private static void uploads(String text, String token) {
        byte[] file = new byte[100];
        String name = text.replaceAll("[\"\r\n]", "_");
        assertHarmless("file name", edge.upload("/uploads", Map.of("upload_token_id", token), name, file));
        assertHarmless("token", edge.upload("/uploads", Map.of("upload_token_id", text), "a", file));
        assertHarmless(
                "token of 23", edge.upload("/api/photo/redeem-upload-token", Map.of("upload_token", text), name, file));
        assertHarmless(
                "chunk",
                edge.upload(
                        "/uploads",
                        Map.of(
                                "upload_token_id",
                                UPLOAD,
                                "resumableIdentifier",
                                text,
                                "resumableFilename",
                                text,
                                "resumableChunkNumber",
                                "1",
                                "resumableChunkSize",
                                "100",
                                "resumableTotalSize",
                                "100"),
                        name,
                        file));
        assertHarmless("picture of it", edge.get("/p/100/thumbnail/upload_token_id/" + token));
    }

    /** Each table still has what it had. */
    private static void assertAllIsThere() {
        for (String kept :
                new String[] {"partners/100", "profiles/closed", "entries/0_film", "entries/0_film/flavors/only"}) {
            assertEquals(200, admin.ask("GET", kept, "").status(), kept);
        }
        edge.picture(Edge.thumb("0_film", "width/160/flavor_id/only"));
        assertEquals("error-3", edge.get(Edge.thumb("0_closed", "width/160")).header("x-kaltura"));
    }

    /** Each table lists what came to it page by page. */
    private static void assertListed() {
        for (String table : new String[] {"partners", "profiles", "entries", "widgets"}) {
            int whole = page(table, "?limit=1000").getJsonArray("items").size();
            TreeSet<String> ids = new TreeSet<>();
            String cursor = "";
            while (cursor != null) {
                JsonObject page = page(table, "?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                page.getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("id")));
                cursor = page.getString("next_cursor");
            }
            assertEquals(whole, ids.size(), () -> table + ": " + ids);
            for (String id : ids) {
                assertEquals(
                        200, admin.ask("GET", table + "/" + encoded(id), "").status(), () -> table + "/" + id);
            }
        }
    }

    private static JsonObject page(String table, String query) {
        Reply reply = admin.ask("GET", table + query, "");
        assertEquals(200, reply.status(), reply.text());
        return new JsonObject(reply.text());
    }
}
