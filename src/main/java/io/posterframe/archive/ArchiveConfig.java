package io.posterframe.archive;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.picture.Doc;
import java.nio.file.Path;

/** Where long jobs keep their frames. */
public record ArchiveConfig(
        @Doc("A folder for them, when there is no bucket. Servers that share a database need one that all of them see. "
                        + "Empty: frames in the data folder.")
                Path folder,
        @Doc("An S3-compatible bucket for them, which comes before the folder.") BucketConfig bucket) {

    public static final ArchiveConfig DEFAULTS = new ArchiveConfig(Path.of(""), BucketConfig.DEFAULTS);

    /** The folder, which is not used with a bucket. */
    public Path folder(Path data) {
        return folder.toString().isEmpty() ? data.resolve("frames") : folder;
    }
}
