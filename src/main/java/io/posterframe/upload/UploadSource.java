package io.posterframe.upload;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;

/**
 * An uploaded file as a medium, complete or not.
 *
 * <p>A file that is not complete is one of two things. Where its format is read from the front to the back, it is what is
 * there from its beginning without a gap, and unfinished: as more comes, that is another version. Of any other format it
 * has its full size from the start, and a read of what isn't there fails with NotUploadedYet.
 * So an index at the end can be had as soon as the last chunk is there, and no reader takes the end of what is there for
 * the end of the file.
 */
record UploadSource(Upload upload, SourceVersion version, boolean unfinished, UploadOrigin origin)
        implements MediaSource {

    /** Blocks. Fails with NotUploadedYet while too little is there to tell the format. */
    static UploadSource of(Present present, UploadOrigin origin) {
        Upload upload = present.upload();
        // stays the same while chunks come in
        long modified = upload.createdAt().toEpochMilli();
        SourceVersion whole = new SourceVersion(upload.totalBytes(), upload.id(), modified);
        if (upload.complete()) {
            return new UploadSource(upload, whole, false, origin);
        }
        long prefix = present.from(0);
        if (prefix < Math.min(FrontToBack.ENOUGH, upload.totalBytes())) {
            throw new PictureException(new Failure.NotUploadedYet());
        }
        try (UploadReader reader = new UploadReader(origin.file(upload.id()), present, prefix)) {
            if (!FrontToBack.isReadSo(reader, prefix)) {
                SourceVersion gaps = new SourceVersion(upload.totalBytes(), upload.id() + "-parts", modified);
                return new UploadSource(upload, gaps, false, origin);
            }
        }
        SourceVersion beginning = new SourceVersion(prefix, upload.id() + "-" + prefix, modified);
        return new UploadSource(upload, beginning, true, origin);
    }

    @Override
    public String id() {
        return upload.location().toString();
    }

    @Override
    public boolean partial() {
        return !upload.complete();
    }

    @Override
    public MediaReader open() {
        return new UploadReader(origin.file(upload.id()), origin.look(upload.id()), version.size());
    }
}
