package io.posterframe.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for what the JDK says by an exception's class alone, with nothing but the path for a message. */
final class FileProblem {
    private FileProblem() {}

    static String describe(FileSystemException problem) {
        return problem.getFile() + ": " + reason(problem);
    }

    private static String reason(FileSystemException problem) {
        if (problem.getReason() != null) {
            return problem.getReason();
        } else if (problem instanceof AccessDeniedException) {
            return "no permission to make, read or write it";
        } else if (problem instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (problem instanceof FileAlreadyExistsException || problem instanceof NotDirectoryException) {
            return "it is no folder";
        }
        return problem.getClass().getSimpleName();
    }
}
