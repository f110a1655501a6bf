package io.posterframe.cache;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work a key at a time: who asks for a key that is being worked on waits with the others. Thread-safe; no
 * call blocks, and nothing foreign (start, cancel, listeners) runs under a lock.
 *
 * <p>Why it is right. A flight ends once: by landing (the work has a result) or by being abandoned (the last waiter
 * left). Both set {@code ended} under the flight's lock, and boarding looks at {@code ended} under the same lock. So
 * each ticket is either in the set that the end takes away, and gets exactly what the end gives, or it never boarded. An
 * ended flight that is still in the map is taken out by whoever meets it, with remove(key, flight), which can't hit a
 * successor; hence a newcomer never waits for a flight that ends, and never gets the result of cancelled work.
 *
 * <p>The end takes the flight out of the map before it tells the waiters, so a waiter that joins again (to retry a
 * failure, say) starts anew. The starter keeps its seat until {@code start} has returned, so whoever leaves last finds
 * something to cancel.
 *
 * <p>One gap is the caller's to close: a request may miss the cache, be held up, and join just after the flight landed;
 * it would do the work again. Let the work put its result into the cache before its future ends, and let {@code start}
 * look there again, {@link Work#done} in hand: whoever starts a second flight came after the first one was taken out,
 * hence after the cache was filled. Only then do a thousand first requests cost one render.
 */
public final class Flights<V> {
    private final ConcurrentHashMap<String, Flight> flights = new ConcurrentHashMap<>();

    /**
     * Joins the work on this key, or starts it. {@code start} runs on the calling thread; what it throws ends the flight
     * as if the work had failed with it.
     */
    public Ticket<V> join(String key, Supplier<Work<V>> start) {
        Flight mine = new Flight(key);
        Ticket<V> first = mine.firstTicket();
        while (true) {
            Flight inTheAir = flights.putIfAbsent(key, mine);
            if (inTheAir == null) {
                mine.takeOff(start);
                return first;
            }
            Ticket<V> ticket = inTheAir.board();
            if (ticket != null) {
                return ticket;
            }
            flights.remove(key, inTheAir);
        }
    }

    /** Lets newcomers start anew, as after a purge; who waits already still gets the running work's result. */
    public void forget(String key) {
        flights.remove(key);
    }

    /** How many keys are being worked on. */
    public int size() {
        return flights.size();
    }

    private final class Flight {
        private final String key;
        private final Set<Seat> seats = new LinkedHashSet<>();
        private Runnable cancel = () -> {};
        private boolean ended;

        Flight(String key) {
            this.key = key;
        }

        /** Before anyone else can know the flight. */
        Ticket<V> firstTicket() {
            Seat seat = new Seat(this, false);
            seats.add(seat);
            return seat;
        }

        synchronized @Nullable Ticket<V> board() {
            if (ended) {
                return null;
            }
            Seat seat = new Seat(this, true);
            seats.add(seat);
            return seat;
        }

        void takeOff(Supplier<Work<V>> start) {
            Work<V> work;
            try {
                work = start.get();
            } catch (Throwable e) {
                land(Future.failedFuture(e));
                return;
            }
            synchronized (this) {
                cancel = work.cancel();
            }
            work.result().onComplete(this::land);
        }

        void land(AsyncResult<V> result) {
            List<Seat> waiting;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                waiting = List.copyOf(seats);
                seats.clear();
            }
            flights.remove(key, this);
            waiting.forEach(seat -> seat.promise.handle(result));
        }

        void leave(Seat seat) {
            boolean last;
            Runnable stop;
            synchronized (this) {
                if (!seats.remove(seat)) {
                    return;
                }
                last = seats.isEmpty();
                ended = last;
                stop = cancel;
            }
            seat.promise.fail(new PictureException(new Failure.Cancelled()));
            if (last) {
                flights.remove(key, this);
                stop.run();
            }
        }
    }

    private final class Seat implements Ticket<V> {
        private final Flight flight;
        private final boolean joined;
        private final Promise<V> promise = CallerPromise.create();

        Seat(Flight flight, boolean joined) {
            this.flight = flight;
            this.joined = joined;
        }

        @Override
        public Future<V> future() {
            return promise.future();
        }

        @Override
        public boolean joined() {
            return joined;
        }

        @Override
        public void leave() {
            flight.leave(this);
        }
    }
}
