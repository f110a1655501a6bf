package io.posterframe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/** The keys of those who capture. They are nobody's. */
public final class CaptureKeysTable extends IdTable<CaptureKey> {
    private static final String INSERT = "insert into capture_keys (id, secret, created_at, updated_at)"
            + " values (:id, :secret, current_timestamp, current_timestamp)";

    private static final String UPDATE =
            "update capture_keys set secret = :secret, updated_at = current_timestamp where id = :id";

    public CaptureKeysTable() {
        super("capture_keys", INSERT, UPDATE);
    }

    @Override
    CaptureKey read(ResultSet row) throws SQLException {
        return new CaptureKey(row.getString("id"), row.getString("secret"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, CaptureKey key) {
        return statement.bind("id", key.id()).bind("secret", key.secret());
    }
}
