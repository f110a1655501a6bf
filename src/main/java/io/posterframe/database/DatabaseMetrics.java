package io.posterframe.database;

/** What this package counts. Called on any thread; must not block or throw. */
public interface DatabaseMetrics {

    DatabaseMetrics NONE = new DatabaseMetrics() {};

    /** A transaction has ended, well or not; the time counts from when it was asked for. */
    default void transacted(long nanos) {}

    /** The database could not do a transaction, or had no room for it. */
    default void databaseFailed() {}
}
