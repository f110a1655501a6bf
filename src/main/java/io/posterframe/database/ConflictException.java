package io.posterframe.database;

/**
 * A transaction would have broken a rule of the schema: a key is there already, or what a row refers to is not. It names
 * no values, which may be secrets.
 */
public final class ConflictException extends RuntimeException {
    ConflictException(String sqlState) {
        super("a rule of the schema would be broken (SQL state " + sqlState + ")", null, false, false);
    }
}
