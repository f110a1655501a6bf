package io.posterframe.archive;

import java.io.IOException;
import java.nio.file.Path;

/** Opens archives. */
public final class Archives {
    private Archives() {}

    /**
     * The bucket if there is one, else the folder. Blocks. A bucket isn't asked anything yet: while it can't be reached
     * reads and writes fail.
     *
     * @param data the server's data folder
     * @throws IOException when the folder can't be made or read
     */
    public static Archive open(ArchiveConfig config, Path data) throws IOException {
        return config.bucket().isOn() ? new BucketArchive(config.bucket()) : new FolderArchive(config.folder(data));
    }
}
