package io.posterframe.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedIsThereWhenItIsOpenedAgain(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        try (Database database = Database.open(vertx, config, folder)) {
            database.transact(
                            handle -> handle.execute(
                                    "insert into partners values ('100', '', 'ACTIVE', '', null, null, null, false, false, now(), now())"))
                    .await();
        }
        try (Database database = Database.open(vertx, config, folder)) {
            assertEquals("100", database.now(handle -> handle.createQuery("select id from partners")
                    .mapTo(String.class)
                    .one()));
        }
    }
}
