package io.posterframe.archive;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A process that writes one bundle after the other into a folder and says each that is safe, until it is killed. */
final class KilledWriter {
    static final int SIZE = 3_000_000;

    private KilledWriter() {}

    static String name(int number) {
        return "bundle" + number;
    }

    public static void main(String[] args) throws Exception {
        try (Archive archive = new FolderArchive(Path.of(args[0]))) {
            for (int number = 0; true; number++) {
                archive.write("job", name(number), ByteBuffer.wrap(ArchiveContract.random(SIZE)));
                System.out.println(number);
            }
        }
    }
}
