package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CacheConfig;
import io.posterframe.cache.CacheMetrics;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.PictureCache;
import io.posterframe.config.Configuration;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Variant;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The map of ready answers over a memory tier of 1 MiB, without a disk. */
class ReadyAnswersTest {
    private static final int PICTURE = 32 << 10;
    private static final long FRESH_UNTIL = 1_000_000;

    /** The headers of a request that must not be looked at. */
    private static final MultiMap UNSEEN = (MultiMap) Proxy.newProxyInstance(
            MultiMap.class.getClassLoader(), new Class<?>[] {MultiMap.class}, (proxy, method, arguments) -> {
                throw new AssertionError("the headers were looked at");
            });

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path data;

    private PictureCache cache;
    private ReadyAnswers answers;

    @BeforeEach
    void start() {
        CacheConfig config = Configuration.settings(
                        Optional.empty(),
                        Map.of("POSTERFRAME_CACHE_MEMORY_MAX_BYTES", "1MiB", "POSTERFRAME_CACHE_DISK_MAX_BYTES", "0"),
                        Map.of())
                .cache();
        cache = new PictureCache(vertx, data, config, CacheMetrics.NONE);
        answers = new ReadyAnswers(vertx, cache);
    }

    @AfterEach
    void stop() throws Exception {
        cache.close(Duration.ofSeconds(1))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static CachedPicture picture(String key) {
        return new CachedPicture(key, "image/jpeg", "\"tag\"", 0, 0, "", "", 1, 1, Bytes.copyOf(new byte[PICTURE]));
    }

    @Test
    void forgetsTheAnswersOfATagAndNoOthers() {
        CachedPicture one = picture("one");
        CachedPicture other = picture("other");
        cache.put(one);
        cache.put(other);
        answers.put("/one", answer(one, null, "entry-1"), answers.age());
        answers.put("/one/again", answer(one, null, "entry-1"), answers.age());
        answers.put("/other", answer(other, null, "entry-2"), answers.age());
        answers.forget(List.of("entry-1", "entry-3"));
        assertNull(answers.get("/one", UNSEEN));
        assertNull(answers.get("/one/again", UNSEEN));
        assertNotNull(answers.get("/other", UNSEEN));
        assertEquals(1, answers.size());
        answers.forgetAll();
        assertNull(answers.get("/other", UNSEEN));
        assertEquals(0, answers.size());
        answers.sweep(0);
        assertEquals(0, answers.listed());
    }

    @Test
    void takesNoAnswerThatWasOnItsWayWhenSomethingWasForgotten() {
        CachedPicture picture = picture("one");
        cache.put(picture);
        long begun = answers.age();
        answers.forget(List.of("entry-1"));
        answers.put("/one", answer(picture, null, "entry-1"), begun);
        assertNull(answers.get("/one", UNSEEN));
        answers.put("/one", answer(picture, null, "entry-1"), answers.age());
        assertNotNull(answers.get("/one", UNSEEN));
    }

    private static ReadyAnswer answer(CachedPicture picture) {
        return answer(picture, null);
    }

    private static ReadyAnswer answer(CachedPicture picture, @Nullable Variant variant, String... tags) {
        Delivered delivered = new Delivered(picture, Outcome.MEMORY, 0, FRESH_UNTIL);
        return new ReadyAnswer(
                new Answer.Picture(delivered, null, false, List.of(tags), variant, Keeping.BY_OPTIONS),
                HeaderConfig.DEFAULTS,
                0);
    }

    private ReadyAnswer put(String target, Variant variant) {
        CachedPicture picture = picture(target + variant);
        cache.put(picture);
        ReadyAnswer answer = answer(picture, variant);
        answers.put(target, answer, answers.age());
        return answer;
    }

    private @Nullable ReadyAnswer get(String target, String accept) {
        return answers.get(target, MultiMap.caseInsensitiveMultiMap().add("accept", accept));
    }

    private @Nullable ReadyAnswer get(String target) {
        return answers.get(target, UNSEEN);
    }

    private ReadyAnswer put(String target, String key) {
        CachedPicture picture = picture(key);
        cache.put(picture);
        ReadyAnswer answer = answer(picture);
        answers.put(target, answer, answers.age());
        return answer;
    }

    @Test
    void anAnswerGoesWithItsPicture() {
        ReadyAnswer answer = put("/a", "a");
        assertSame(answer, get("/a"));
        cache.remove("a");
        assertNull(get("/a"));
        answers.put("/a", answer, answers.age());
        assertNull(get("/a"), "its picture was gone before");
        assertEquals(0, answers.listed());
    }

    @Test
    void keepsAFewSpellingsOfAPicture() {
        ReadyAnswer answer = put("/0", "a");
        for (int i = 1; i < 10; i++) {
            answers.put("/" + i, answer, answers.age());
        }
        assertEquals(4, answers.size());
        cache.remove("a");
        assertEquals(0, answers.size());
    }

    @Test
    void aPictureThatWasReplacedTakesOnlyItsOwnAnswersAway() {
        put("/a", "a");
        ReadyAnswer other = put("/b", "a");
        assertNull(get("/a"));
        assertSame(other, get("/b"));
        assertEquals(1, answers.listed());
    }

    @Test
    void aTargetMayMoveToAnotherPicture() {
        put("/a", "old");
        ReadyAnswer moved = put("/a", "new");
        cache.remove("old");
        assertSame(moved, get("/a"));
        cache.remove("new");
        assertEquals(0, answers.size());
        assertEquals(0, answers.listed());
    }

    @Test
    void givesEachClientItsVariantAndNoOther() {
        ReadyAnswer jpeg = put("/a", Variant.JPEG);
        assertSame(jpeg, get("/a", "*/*"));
        assertSame(jpeg, answers.get("/a", MultiMap.caseInsensitiveMultiMap()));
        assertNull(get("/a", "image/avif,*/*"));
        assertNull(get("/a", "image/webp"));
        ReadyAnswer avif = put("/a", Variant.AVIF);
        ReadyAnswer webp = put("/a", Variant.WEBP);
        assertSame(avif, get("/a", "image/avif,*/*"));
        assertSame(webp, get("/a", "image/webp"));
        assertSame(jpeg, get("/a", "*/*"));
        assertEquals(3, answers.size());
        ReadyAnswer renewed = put("/a", Variant.WEBP);
        assertSame(renewed, get("/a", "image/webp"));
        assertEquals(3, answers.size());
    }

    @Test
    void aVariantGoesWithItsPictureAndLeavesTheOthers() {
        put("/a", Variant.AVIF);
        ReadyAnswer webp = put("/a", Variant.WEBP);
        cache.remove("/aAVIF");
        assertNull(get("/a", "image/avif"));
        assertSame(webp, get("/a", "image/webp"));
        assertEquals(1, answers.size());
        assertEquals(1, answers.listed());
        answers.sweep(FRESH_UNTIL + 1);
        assertEquals(0, answers.size());
        assertEquals(0, answers.listed());
    }

    @Test
    void dropsWhatNobodyRenews() {
        put("/a", "a");
        answers.sweep(FRESH_UNTIL);
        assertNotNull(get("/a"));
        answers.sweep(FRESH_UNTIL + 1);
        assertEquals(0, answers.size());
        assertEquals(0, answers.listed());
    }

    /** Pictures come and are evicted, replaced and removed under the answers; none may stay behind. */
    @Test
    void leavesNoOrphanWhereAllHappensAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> works = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                works.add(threads.submit(this::work));
            }
            for (Future<?> work : works) {
                work.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(answers.size() > 0);
        for (int key = 0; key < 6; key++) {
            cache.remove("k" + key);
        }
        assertEquals(0, answers.size());
        assertEquals(0, answers.listed());
    }

    private void work() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        CachedPicture[] made = new CachedPicture[6];
        for (int i = 0; i < made.length; i++) {
            made[i] = picture("k" + i);
        }
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(made.length);
            switch (random.nextInt(4)) {
                case 0 -> cache.put(made[key]);
                case 1 -> cache.remove("k" + key);
                case 2 -> answers.sweep(random.nextInt(50) == 0 ? FRESH_UNTIL + 1 : 0);
                default -> {
                    if (random.nextInt(100) == 0) {
                        answers.forgetAll();
                    }
                }
            }
            boolean negotiated = random.nextBoolean();
            answers.put(
                    "/" + (negotiated ? "auto" : key) + "/" + random.nextInt(6),
                    answer(made[key], negotiated ? Variant.values()[key % 3] : null),
                    answers.age());
        }
        cache.put(made[0]);
        answers.put("/last", answer(made[0]), answers.age());
    }

    @Test
    void forgetsAnAnswerThatIsAskedForAllTheTime() throws Exception {
        CachedPicture picture = picture("one");
        cache.put(picture);
        List<String> tags = Stream.concat(IntStream.range(0, 20).mapToObj(i -> "entry-x" + i), Stream.of("entry-1"))
                .toList();
        AtomicBoolean end = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!end.get()) {
                answers.get("/one", UNSEEN);
            }
        });
        reader.start();
        int survived = 0;
        for (int i = 0; i < 20_000; i++) {
            answers.put("/one", answer(picture, null, "entry-1"), answers.age());
            answers.forget(tags);
            survived += answers.get("/one", UNSEEN) == null ? 0 : 1;
        }
        end.set(true);
        reader.join();
        assertEquals(0, survived);
    }
}
