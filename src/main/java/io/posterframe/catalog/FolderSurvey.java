package io.posterframe.catalog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A short look at a media folder for the lines that the server prints at its start.
 *
 * @param example the id of one entry that is really found: of a video if there is one, and one that needs no encoding in a
 *                URL if there is such
 * @param entries how many entries were seen
 * @param more    whether the look ended before it had seen everything
 */
public record FolderSurvey(Optional<String> example, int entries, boolean more) {
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 16;

    /** Blocking; looks at 10,000 files at most and stops at 1,000 entries. Throws when the root can't be read. */
    public static FolderSurvey of(Path root) throws IOException {
        Visitor visitor = new Visitor(root.toRealPath());
        Files.walkFileTree(visitor.root, Set.of(), MAX_DEPTH, visitor);
        return new FolderSurvey(visitor.example, visitor.entries, visitor.more);
    }

    /** The count as people read it: {@code 12}, or {@code 1000+} when there may be more. */
    public String count() {
        return more ? entries + "+" : String.valueOf(entries);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private Optional<String> example = Optional.empty();
        private int exampleMerit;
        private int entries;
        private int files;
        private boolean more;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden =
                    !folder.equals(root) && folder.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (entries == MAX_ENTRIES || files++ == MAX_FILES) {
                more = true;
                return FileVisitResult.TERMINATE;
            }
            Optional<String> id = id(file);
            if (id.isPresent() && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                count(id.get(), file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        /** Another file may be the entry of this id: the video beside its poster. */
        private void count(String id, Path file) throws IOException {
            Optional<EntryFile> found = FolderSearch.find(root, id);
            if (found.isEmpty() || !isSame(found.get().file(), file)) {
                return;
            }
            entries++;
            int merit = 1 + (plain(id) ? 1 : 0) + (found.get().kind() == Medium.Kind.VIDEO ? 2 : 0);
            if (merit > exampleMerit) {
                example = Optional.of(id);
                exampleMerit = merit;
            }
        }

        private static boolean isSame(Path found, Path file) {
            try {
                return file.toRealPath().equals(found);
            } catch (IOException e) {
                return false; // gone since
            }
        }

        private Optional<String> id(Path file) {
            if (Extensions.kindOf(file.getFileName().toString()) == Medium.Kind.UNKNOWN) {
                return Optional.empty();
            }
            String path = StreamSupport.stream(root.relativize(file).spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("_"));
            return Optional.of(path.substring(0, path.lastIndexOf('.')));
        }

        private static boolean plain(String id) {
            return id.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
        }
    }
}
