package io.posterframe.trail;

import org.jspecify.annotations.Nullable;

/** Begins the trail of each request. For any thread; never blocks. */
public interface Trails extends AutoCloseable {
    /** Traces nothing. */
    Trails NONE = new Trails() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Trail begin(Incoming incoming) {
            return new Untraced(incoming.id());
        }

        @Override
        public Trail follow(Incoming incoming) {
            return new Untraced(incoming.id());
        }

        @Override
        public void close() {}
    };

    /** Whether any request may be traced. */
    boolean isOn();

    /** The trail of a request, traced if its client's trace goes on here, or by chance. */
    Trail begin(Incoming incoming);

    /** The trail of a request that is answered at once, traced only if its client's trace goes on here. */
    Trail follow(Incoming incoming);

    /** Sends what waits, for a bounded time. Blocks. */
    @Override
    void close();

    /**
     * What a request says of itself.
     *
     * @param requestId what its client calls it, as far as that may be taken over; null where it gets an id here
     * @param parent    the field {@code traceparent}, as it came
     * @param state     the field {@code tracestate}, as it came
     */
    record Incoming(@Nullable String requestId, @Nullable String parent, @Nullable String state) {
        String id() {
            return requestId == null ? RequestId.random() : requestId;
        }
    }
}
