package io.posterframe.database;

import io.posterframe.picture.Failure.DatabaseFailed;
import io.posterframe.picture.PictureException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Reads what went wrong from exceptions, without the values of statements: among them are secrets. */
final class SqlProblems {
    /** The class of SQL states of broken rules of the schema (SQL:2016, table 38). */
    static final String BROKEN_RULE = "23";

    /** The class of what is wrong with values. */
    private static final String WRONG_VALUE = "22";

    private SqlProblems() {}

    /** What a transaction that ended with this exception fails with. */
    static RuntimeException translated(RuntimeException problem) {
        if (!(problem instanceof JdbiException)) {
            return problem;
        }
        String state = state(problem);
        return state.startsWith(BROKEN_RULE)
                ? new ConflictException(state)
                : new PictureException(new DatabaseFailed(shown(problem)));
    }

    /** For the log. Jdbi's own message holds all values of the statement, so it isn't used. */
    static String shown(Throwable problem) {
        SQLException sql = sql(problem);
        if (sql == null) {
            return problem.getClass().getSimpleName();
        }
        String state = state(sql);
        return state.startsWith(BROKEN_RULE) || state.startsWith(WRONG_VALUE)
                ? "SQL state " + state
                : String.valueOf(sql.getMessage()).strip();
    }

    /** Empty when it has none. */
    static String state(Throwable problem) {
        SQLException sql = sql(problem);
        return sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
    }

    /** The innermost: the pool puts one of its own around it. */
    private static @Nullable SQLException sql(Throwable problem) {
        SQLException innermost = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                innermost = sql;
            }
        }
        return innermost;
    }
}
