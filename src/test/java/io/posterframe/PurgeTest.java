package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a purge takes away, over real sockets: from memory, from disk, from what is being made, and over a restart. */
class PurgeTest {
    private static final String FIRST = "width/160/vid_sec/1";
    private static final String SECOND = "width/160/vid_sec/2";

    @TempDir
    static Path data;

    @TempDir
    static Path media;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data, AdminCalls.options("catalog.folder", media.toString(), "origin.recheck-after", "1h"))
                .ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void empty() throws Exception {
        for (String entry : List.of("film", "other")) {
            Files.copy(Clip.MKV.file(), media.resolve(entry + ".mkv"), StandardCopyOption.REPLACE_EXISTING);
        }
        purge("{'all': true}");
        Until.holds("no file is left", () -> files() == 0);
    }

    private JsonObject purge(String json) {
        Reply reply = new AdminCalls(edge).ask("POST", "purge", json);
        assertEquals(200, reply.status(), reply::text);
        return new JsonObject(reply.text());
    }

    private static JsonObject removed(int memory, int disk) {
        return new JsonObject().put("memory", memory).put("disk", disk);
    }

    private String status(String target, String... headers) {
        return edge.picture(target, headers).cacheStatus();
    }

    private long files() {
        if (!Files.isDirectory(data.resolve("pictures"))) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(data.resolve("pictures"))) {
            return files.filter(file -> file.toString().endsWith(".pic")).count();
        } catch (IOException | UncheckedIOException e) {
            return -1; // one has just gone
        }
    }

    /** Asks for pictures of both entries twice, so that they are in memory, on disk, and ready. */
    private void fill() {
        for (String entry : List.of("film", "other")) {
            for (String picture : List.of(FIRST, SECOND)) {
                edge.picture(Edge.thumb(entry, picture));
                assertEquals("hit; detail=memory", status(Edge.thumb(entry, picture)));
            }
        }
        Until.holds("all are on disk", () -> files() == 4);
    }

    @Test
    void anEntryGoesFromMemoryAndDiskAndNothingElseDoes() throws Exception {
        fill();
        JsonObject answer = purge("{'entries': ['film']}");
        assertEquals(removed(2, 2), answer.getJsonObject("removed"));
        assertEquals(List.of("entry-film"), answer.getJsonArray("names").getList());
        Until.holds("its files are gone", () -> files() == 2);
        assertEquals("fwd=miss; stored", status(Edge.thumb("film", FIRST)));
        assertEquals("hit; detail=memory", status(Edge.thumb("film", FIRST)));
        assertEquals("hit; detail=memory", status(Edge.thumb("other", FIRST)));
        assertEquals(removed(0, 0), purge("{'entries': ['nobody']}").getJsonObject("removed"));
    }

    @Test
    void takesPartnersTagsPrefixesAndAll() {
        for (String purge : List.of(
                "{'partners': ['100']}",
                "{'tags': ['entry-film', 'entry-other']}",
                "{'prefixes': ['/p/100/thumbnail/entry_id/film', '/p/100/thumbnail/entry_id/other']}",
                "{'all': true}")) {
            fill();
            int files = purge.contains("prefixes") ? 0 : 4;
            assertEquals(removed(4, files), purge(purge).getJsonObject("removed"), purge);
            assertEquals("fwd=miss; stored", status(Edge.thumb("film", FIRST)), purge);
            assertEquals("fwd=miss; stored", status(Edge.thumb("other", SECOND)), purge);
        }
    }

    @Test
    void whatAnotherEntryOrPartnerMadeIsNotShownEither() throws Exception {
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{}");
        admin.put("entries/0_one", "{'partner_id': '100', 'type': 'video'}");
        admin.put("entries/0_one/flavors/f", "{'url': 'file:film.mkv'}");
        admin.put("entries/0_two", "{'partner_id': '100', 'type': 'video'}");
        admin.put("entries/0_two/flavors/f", "{'url': 'file:film.mkv'}");
        assertEquals("fwd=miss; stored", status(Edge.thumb("0_one", FIRST)));
        assertEquals("hit; detail=memory", status(Edge.thumb("0_two", FIRST)));
        assertEquals("hit; detail=memory", status(Edge.thumb("0_two", FIRST)));
        purge("{'entries': ['0_two']}");
        assertEquals("fwd=miss; stored", status(Edge.thumb("0_two", FIRST)));
        assertEquals("hit; detail=memory", status(Edge.thumb("0_one", FIRST)));
    }

    @Test
    void whatIsBeingMadeIsGivenToWhoWaitsAndNotKept() throws Exception {
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            CompletableFuture<Reply> waiting = edge.send(Edge.thumb("film", FIRST));
            Until.holds("it is being made", () -> edge.server().delivery().flights() == 1);
            purge("{'entries': ['film']}");
            CompletableFuture<Reply> later = edge.send(Edge.thumb("film", FIRST));
            Until.holds("it is made anew", () -> edge.server().delivery().flights() == 2);
            stopped.letGo();
            assertEquals(200, waiting.join().status());
            assertEquals("fwd=miss; stored", later.join().cacheStatus());
        }
        assertEquals("hit; detail=memory", status(Edge.thumb("film", FIRST)));
    }

    @Test
    void aSoftPurgeShowsThePictureWhileTheVideoIsLookedAt() throws Exception {
        fill();
        assertEquals(removed(0, 0), purge("{'entries': ['film'], 'soft': true}").getJsonObject("removed"));
        assertTrue(status(Edge.thumb("film", FIRST)).contains("detail=stale"));
        Until.holds("it was looked at", () -> status(Edge.thumb("film", FIRST)).equals("hit; detail=memory"));
        long renders = edge.renders();
        Path beside = Files.copy(Clip.ROTATED_90.file(), media.resolve("beside"));
        Files.move(beside, media.resolve("film.mkv"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals("hit; detail=memory", status(Edge.thumb("film", FIRST)), "no look is due for an hour");
        purge("{'entries': ['film'], 'soft': true}");
        byte[] old = edge.picture(Edge.thumb("film", FIRST)).body();
        Until.holds(
                "the new video is shown",
                () -> edge.picture(Edge.thumb("film", FIRST)).body().length != old.length);
        assertNotEquals(renders, edge.renders());
    }

    @Test
    void aHardPurgeNeverShowsTheOldVideo() throws Exception {
        fill();
        Path beside = Files.copy(Clip.ROTATED_90.file(), media.resolve("beside"));
        Files.move(beside, media.resolve("film.mkv"), StandardCopyOption.REPLACE_EXISTING);
        purge("{'entries': ['film']}");
        Reply first = edge.picture(Edge.thumb("film", FIRST));
        assertEquals("fwd=miss; stored", first.cacheStatus());
        assertTrue(first.image().getHeight() > first.image().getWidth());
    }

    @Test
    void aFailureThatIsRememberedIsForgotten() throws Exception {
        Path broken = Files.writeString(media.resolve("broken.mp4"), "no video");
        assertEquals(404, edge.get(Edge.thumb("missing", FIRST)).status());
        assertEquals(404, edge.get(Edge.thumb("broken", FIRST)).status());
        Files.copy(Clip.MKV.file(), media.resolve("missing.mkv"));
        Files.copy(Clip.MKV.file(), broken, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(404, edge.get(Edge.thumb("missing", FIRST)).status());
        purge("{'entries': ['missing', 'broken']}");
        Until.holds(
                "it is looked for", () -> edge.get(Edge.thumb("missing", FIRST)).status() == 200);
        edge.picture(Edge.thumb("broken", FIRST));
    }

    /** The mark alone hides the picture: its file is the other entry's, and stays. */
    @Test
    void countsAfterARestartAsWell() throws Exception {
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{}");
        for (String entry : List.of("0_maker", "0_user")) {
            admin.put("entries/" + entry, "{'partner_id': '100', 'type': 'video'}");
            admin.put("entries/" + entry + "/flavors/f", "{'url': 'file:film.mkv'}");
            edge.picture(Edge.thumb(entry, SECOND));
        }
        edge.picture(Edge.thumb("other", FIRST));
        Until.holds("both are on disk", () -> files() == 2);
        assertEquals(removed(0, 0), purge("{'entries': ['0_user']}").getJsonObject("removed"));
        edge.close();
        start();
        assertEquals("hit; detail=disk", status(Edge.thumb("0_maker", SECOND)));
        assertEquals("hit; detail=disk", status(Edge.thumb("other", FIRST)));
        assertEquals("fwd=miss; stored", status(Edge.thumb("0_user", SECOND)));
    }

    @Test
    void findsFilesWhoseIndexIsLost() throws Exception {
        fill();
        edge.close();
        Files.delete(data.resolve("pictures/index"));
        start();
        Until.holds(
                "the tags of all files are known again",
                () -> edge.server().cache().indexComplete());
        assertEquals(removed(0, 2), purge("{'entries': ['film']}").getJsonObject("removed"));
        Until.holds("its files are gone", () -> files() == 2);
    }

    @Test
    void aPathThatIsNoTextHoldsNothingUp() throws Exception {
        fill();
        try (RawConnection connection = new RawConnection(edge)) {
            String odd = Edge.thumb("film", FIRST) + "/x/a\0zz|\u00e9";
            assertEquals(200, connection.send(RawConnection.get(odd)).receive().status());
        }
        assertEquals(
                4, purge("{'prefixes': ['/p/100']}").getJsonObject("removed").getInteger("memory"));
        assertEquals("fwd=miss; stored", status(Edge.thumb("film", FIRST)));
    }

    @Test
    void longIdsAreNoTrouble() throws Exception {
        String id = "\u4e2d".repeat(80);
        Files.copy(Clip.MKV.file(), media.resolve(id + ".mkv"), StandardCopyOption.REPLACE_EXISTING);
        String target = Edge.thumb(URLEncoder.encode(id, StandardCharsets.UTF_8), FIRST);
        edge.picture(target);
        assertEquals(
                1, purge("{'entries': ['" + id + "']}").getJsonObject("removed").getInteger("memory"));
        assertEquals("fwd=miss; stored", status(target));
    }

    @Test
    void theMethodTakesAllVariantsOfAUrl() throws Exception {
        String auto = Edge.thumb("film", FIRST + "/format/auto");
        for (String type : List.of("image/avif", "image/webp", "image/jpeg")) {
            edge.picture(auto, "Accept", type);
        }
        edge.picture(Edge.thumb("film", SECOND));
        Until.holds("all are on disk", () -> files() == 4);
        assertEquals(
                401,
                edge.ask("PURGE", auto, "", "Authorization", "Bearer not-the-token-of-it")
                        .status());
        assertEquals(403, edge.ask("PURGE", auto, "").status());
        assertEquals("hit; detail=memory", status(auto, "Accept", "image/avif"));
        String[] token = {"Authorization", "Bearer " + AdminCalls.TOKEN};
        Reply purged = edge.ask("PURGE", auto, "", token);
        assertEquals(200, purged.status(), purged::text);
        assertEquals(removed(3, 3), new JsonObject(purged.text()).getJsonObject("removed"));
        for (String type : List.of("image/avif", "image/webp", "image/jpeg")) {
            assertEquals("fwd=miss; stored", status(auto, "Accept", type));
        }
        assertEquals("hit; detail=memory", status(Edge.thumb("film", SECOND)));
        String soft = Edge.thumb("film", SECOND);
        assertEquals(
                200,
                edge.ask("PURGE", soft, "", "Authorization", "Bearer " + AdminCalls.TOKEN, "Soft-Purge", "1")
                        .status());
        assertTrue(status(soft).contains("detail=stale"));
        assertEquals(404, edge.ask("PURGE", "/nothing/here", "", token).status());
        assertEquals(
                404, edge.ask("PURGE", Edge.thumb("nobody", FIRST), "", token).status());
    }

    @Test
    void refusesWhatNamesNothing() {
        AdminCalls admin = new AdminCalls(edge);
        for (String json : List.of(
                "{}",
                "{'all': false}",
                "{'entries': []}",
                "{'entries': 'film'}",
                "{'tags': ['a b']}",
                "{'prefixes': ['p/100']}",
                "{'prefixes': ['/p/100/']}",
                "{'urls': ['/p']}",
                "{'partners': ['x']}")) {
            assertEquals(422, admin.ask("POST", "purge", json).status(), json);
        }
        assertEquals(405, admin.ask("GET", "purge", "").status());
    }
}
