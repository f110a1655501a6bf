package io.posterframe.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a server is called in a database that several share. */
public final class NodeName {
    private static final String FILE = "node";
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}");

    private NodeName() {}

    /**
     * The name of the server that owns a folder: kept in a file of it, so the same after a restart. Blocks.
     *
     * @param folder is there already
     */
    public static String of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            String known = Files.readString(file);
            if (NAME.matcher(known).matches()) {
                return known;
            }
            // a loss of power may have left it without its text
            Files.delete(file);
        }
        String name = UUID.randomUUID().toString();
        try {
            Files.writeString(file, name, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another server uses " + folder, e);
        }
        return name;
    }
}
