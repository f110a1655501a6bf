package io.posterframe.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Goes through folders that others change meanwhile. */
final class FolderListing {
    private FolderListing() {}

    @FunctionalInterface
    interface Step {
        void take(Path path) throws IOException;
    }

    /** Hands over what is in a folder, one by one; nothing when it isn't there or is no folder. */
    static void forEach(Path folder, Step step) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                step.take(path);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // of another file it is the step's
            if (!folder.toString().equals(e.getFile())) {
                throw e;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
