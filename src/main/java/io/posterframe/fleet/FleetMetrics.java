package io.posterframe.fleet;

/** What is counted of purges and notices. Any thread; must not block. */
public interface FleetMetrics {
    FleetMetrics NONE = new FleetMetrics() {};

    /**
     * A purge was heeded.
     *
     * @param elsewhere whether another server told of it
     */
    default void purged(boolean soft, boolean elsewhere) {}

    /** A notice of another server was heeded. */
    default void heeded() {}
}
