package io.posterframe.origin;

import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.PictureException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One version of a regular file, told from others by time of change, size and inode. */
record LocalSource(String id, Path file, SourceVersion version, OriginMetrics metrics) implements MediaSource {

    /** Looks at the file of a {@code file:} URI. Blocks. Fails with OriginRefused, SourceMissing or OriginFailed. */
    static LocalSource find(URI location, OriginMetrics metrics) {
        Path file;
        try {
            file = Path.of(location);
        } catch (RuntimeException e) {
            throw new PictureException(new OriginRefused("no file of this machine: " + Uris.shown(location)));
        }
        return new LocalSource(location.toString(), file, look(file), metrics);
    }

    private static SourceVersion look(Path file) {
        try {
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            Map<String, Object> seen = Files.readAttributes(
                    file,
                    unix ? "unix:size,lastModifiedTime,isRegularFile,ino" : "size,lastModifiedTime,isRegularFile");
            if (!Boolean.TRUE.equals(seen.get("isRegularFile"))) {
                throw new PictureException(new OriginFailed("no regular file: " + file, false));
            }
            long size = Objects.requireNonNull((Long) seen.get("size"));
            FileTime modified = Objects.requireNonNull((FileTime) seen.get("lastModifiedTime"));
            String validator = modified.to(TimeUnit.NANOSECONDS) + "-" + size + (unix ? "-" + seen.get("ino") : "");
            return new SourceVersion(size, validator, modified.toMillis());
        } catch (IOException e) {
            throw new PictureException(failure(file, e));
        }
    }

    private static Failure failure(Path file, IOException problem) {
        return problem instanceof NoSuchFileException
                ? new SourceMissing(file.toString())
                : new OriginFailed(file + ": " + problem, !(problem instanceof AccessDeniedException));
    }

    @Override
    public MediaReader open() {
        try {
            FileReader reader = new FileReader(file, version.size(), metrics, this::confirm);
            try {
                confirm();
            } catch (PictureException e) {
                reader.close();
                throw e;
            }
            return reader;
        } catch (IOException e) {
            throw new PictureException(failure(file, e));
        }
    }

    /** All of it, if it is no longer than {@code maxBytes}. Blocks. */
    Document document(URI location, int maxBytes) {
        if (version.size() > maxBytes) {
            throw Origins.tooLarge(location, maxBytes);
        }
        try (MediaReader reader = open()) {
            ByteBuffer read = reader.read(0, Math.toIntExact(version.size()), 0);
            byte[] bytes = new byte[read.remaining()];
            read.get(bytes);
            reader.confirm();
            return new Document(Buffer.buffer(bytes), location, null);
        }
    }

    private void confirm() {
        if (!look(file).equals(version)) {
            throw new PictureException(new SourceChanged(file.toString()));
        }
    }
}
