package io.posterframe.upload;

import io.posterframe.database.TestDatabase;
import java.nio.file.Path;

/** A process that uploads one file in chunks after the other into a folder, until it is killed. */
final class KilledProcess {
    static final int FILE = 450_000;
    static final int CHUNK = 100_000;
    static final int CHUNKS = 4;

    private KilledProcess() {}

    public static void main(String[] args) throws Exception {
        try (Desk desk = new Desk(TestDatabase.H2.fresh(), Desk.config(1 << 20, 1L << 30, 16), Path.of(args[0]))) {
            byte[] file = Desk.bytes(FILE);
            while (true) {
                String token = desk.token(2);
                desk.whole(token, file, "whole").await();
                for (int number = CHUNKS; number >= 1; number--) {
                    desk.chunk(token, file, number, CHUNK, number == CHUNKS).await();
                    System.out.println(number);
                }
            }
        }
    }
}
