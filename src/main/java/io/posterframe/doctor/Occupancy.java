package io.posterframe.doctor;

/** Whether a server has the data folder, as far as it is known by now. */
final class Occupancy {
    enum State {
        UNKNOWN,
        FREE,
        TAKEN
    }

    private volatile State state = State.UNKNOWN;

    State state() {
        return state;
    }

    void is(State found) {
        state = found;
    }
}
