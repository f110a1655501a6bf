package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FlightsTest {
    private final Flights<String> flights = new Flights<>();
    private final Promise<String> work = Promise.promise();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();

    @AfterEach
    void noFlightIsLeft() {
        assertEquals(0, flights.size());
    }

    private Ticket<String> join() {
        return flights.join("k", () -> {
            starts.incrementAndGet();
            return new Work<>(work.future(), cancels::incrementAndGet);
        });
    }

    @Test
    void aThousandJoinsFromSeveralThreadsShareOneWork() throws Exception {
        var tickets = new ConcurrentLinkedQueue<Ticket<String>>();
        inThreads(8, thread -> {
            for (int i = 0; i < 125; i++) {
                tickets.add(join());
            }
        });
        assertEquals(1, starts.get());
        assertEquals(1, flights.size());
        assertEquals(999, tickets.stream().filter(Ticket::joined).count());
        work.complete("picture");
        assertTrue(tickets.stream()
                .allMatch(ticket -> "picture".equals(ticket.future().result())));
        assertEquals(0, cancels.get());
    }

    @Test
    void oneWhoLeavesTakesNobodysPictureAway() {
        Ticket<String> first = join();
        Ticket<String> second = join();
        first.leave();
        first.leave();
        assertEquals(0, cancels.get());
        assertCancelled(first);
        work.complete("picture");
        assertEquals("picture", second.future().result());
        second.leave();
        assertEquals(0, cancels.get());
    }

    @Test
    void theLastWhoLeavesCancelsAndANewcomerStartsAnew() {
        join().leave();
        assertEquals(1, cancels.get());
        Ticket<String> newcomer = flights.join("k", () -> Work.done("new"));
        assertFalse(newcomer.joined());
        work.complete("cancelled work's result");
        assertEquals("new", newcomer.future().result());
    }

    @Test
    void aWaiterThatJoinsAgainOnFailureStartsAnew() {
        var again = new AtomicReference<Ticket<String>>();
        join().future().onFailure(e -> again.set(flights.join("k", () -> Work.done("second try"))));
        work.fail("broken");
        assertFalse(again.get().joined());
        assertEquals("second try", again.get().future().result());
    }

    @Test
    void aStartThatThrowsFailsTheFlight() {
        var broken = new IllegalStateException("broken");
        Ticket<String> ticket = flights.join("k", () -> {
            throw broken;
        });
        assertSame(broken, ticket.future().cause());
    }

    @Test
    void whoLeavesWhileTheWorkStillStartsDoesNotEndIt() {
        Ticket<String> starter = flights.join("k", () -> {
            join().leave();
            return new Work<>(work.future(), cancels::incrementAndGet);
        });
        assertEquals(0, starts.get());
        assertEquals(0, cancels.get());
        starter.leave();
        assertEquals(1, cancels.get());
    }

    @Test
    void afterForgetNewcomersStartAnewAndTheOthersStillGetTheirs() {
        Ticket<String> old = join();
        flights.forget("k");
        Ticket<String> newcomer = flights.join("k", () -> Work.done("new"));
        assertEquals("new", newcomer.future().result());
        work.complete("old");
        assertEquals("old", old.future().result());
    }

    @Test
    void resultsArriveOnTheContextThatJoined() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            Promise<Boolean> onContext = Promise.promise();
            var joined = new CountDownLatch(1);
            context.runOnContext(v -> {
                join().future().onComplete(result -> onContext.complete(Vertx.currentContext() == context));
                joined.countDown();
            });
            await(joined);
            work.complete("picture");
            assertTrue(onContext.future().await(5, TimeUnit.SECONDS));
        } finally {
            vertx.close().await();
        }
    }

    /**
     * Joins, leaves and landings of a few keys at random from several threads. Nobody is given the result of cancelled
     * work, everybody who stays gets a result, and all work ends landed or cancelled, never both wanted.
     */
    @Test
    void staysRightWhenJoinsLeavesAndLandingsRace() throws Exception {
        var flights = new Flights<RacingWork>();
        var running = new ConcurrentLinkedQueue<RacingWork>();
        var all = new ConcurrentLinkedQueue<RacingWork>();
        var kept = new ConcurrentLinkedQueue<Ticket<RacingWork>>();
        var wrong = new AtomicInteger();
        inThreads(4, thread -> {
            var random = new Random(thread);
            for (int i = 0; i < 20_000; i++) {
                Ticket<RacingWork> ticket = flights.join("k" + random.nextInt(3), () -> {
                    var started = new RacingWork();
                    running.add(started);
                    all.add(started);
                    return new Work<>(started.result.future(), () -> started.cancelled.set(true));
                });
                ticket.future().onSuccess(got -> {
                    if (got.cancelled.get()) {
                        wrong.incrementAndGet();
                    }
                });
                if (random.nextInt(3) == 0) {
                    kept.add(ticket);
                } else {
                    ticket.leave();
                }
                if (random.nextInt(4) == 0) {
                    RacingWork lands = running.poll();
                    if (lands != null) {
                        lands.result.complete(lands);
                    }
                }
            }
        });
        running.forEach(rest -> rest.result.complete(rest));
        assertEquals(0, wrong.get());
        assertTrue(kept.stream().allMatch(ticket -> ticket.future().succeeded()));
        assertEquals(0, flights.size());
        assertTrue(all.stream().anyMatch(each -> each.cancelled.get()), "some work was cancelled");
        assertTrue(all.stream().anyMatch(each -> !each.cancelled.get()), "some work landed");
    }

    private static final class RacingWork {
        final Promise<RacingWork> result = Promise.promise();
        final AtomicBoolean cancelled = new AtomicBoolean();
    }

    private static void assertCancelled(Ticket<String> ticket) {
        Future<String> future = ticket.future();
        assertTrue(((PictureException) future.cause()).failure() instanceof Failure.Cancelled);
    }

    private interface Body {
        void run(int thread) throws Exception;
    }

    private static void inThreads(int count, Body body) throws Exception {
        var together = new CyclicBarrier(count);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    together.await();
                    body.run(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
