package io.posterframe.cache;

import io.posterframe.purge.Names;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The format of a cache file: a header that says all there is to know of the picture, then the body.
 *
 * <pre>
 * int   magic "PFpc"          string key           int  width
 * int   format version        string contentType   int  height
 * int   header length         string etag          long body length
 *                             long   lastModified  int  CRC32C of the body
 *                             long   renderedAt    int  CRC32C of the header up to here
 *                             string sourceId
 *                             string sourceValidator
 *                             short  tags, that many strings, string path
 * </pre>
 *
 * Numbers are big-endian, a string is an unsigned short count of bytes and UTF-8. A file is written under another name
 * and renamed when complete, so a process that is killed leaves no half file under a name that is looked up. Nothing is
 * forced to the medium: after a power cut a renamed file may have lost bytes, but then its length or a checksum is wrong
 * and the file is dropped. A lost picture is made again; waiting for the disk at every write would buy nothing.
 *
 * @param picture with a body that is not to be used: its bytes are still in the file
 * @param headerLength where the body begins
 */
record PictureFile(CachedPicture picture, int headerLength, long bodyLength, int bodyChecksum) {
    private static final int MAGIC = 0x50467063;
    /** Also counts what pictures look like: files of an earlier number are made anew. */
    private static final int VERSION = 3;

    static final int MAX_HEADER_BYTES = 16_384;
    private static final int FIRST_PART_BYTES = 12;
    private static final int LENGTH_AT = 8;
    private static final int PART_BYTES = 1 << 14;
    private static final Bytes NO_BODY = Bytes.copyOf(new byte[0]);

    /** Writes header and body from the channel's position on. */
    static void write(FileChannel channel, CachedPicture picture, ByteBuffer body) throws IOException {
        ByteBuffer[] parts = {header(picture, body.remaining(), checksum(body.duplicate())), body};
        while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
            channel.write(parts);
        }
    }

    /** What goes in front of the body. */
    static ByteBuffer header(CachedPicture picture, Bytes body) {
        return header(picture, body.length(), checksum(body.nio()));
    }

    private static ByteBuffer header(CachedPicture picture, long bodyLength, int bodyChecksum) {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER_BYTES);
        header.putInt(MAGIC).putInt(VERSION).putInt(0);
        putString(header, picture.key());
        putString(header, picture.contentType());
        putString(header, picture.etag());
        header.putLong(picture.lastModifiedMillis()).putLong(picture.renderedAtMillis());
        putString(header, picture.sourceId());
        putString(header, picture.sourceValidator());
        putNames(header, picture.names());
        header.putInt(picture.width()).putInt(picture.height());
        header.putLong(bodyLength).putInt(bodyChecksum);
        header.putInt(LENGTH_AT, header.position() + 4);
        header.putInt(checksum(header.duplicate().flip()));
        return header.flip();
    }

    /**
     * Reads and checks the header and the file's length.
     *
     * @throws BadFileException if this is no complete file of the current format
     */
    static PictureFile read(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER_BYTES);
        readFully(channel, header, 0);
        return read(header.flip(), channel.size());
    }

    /**
     * Reads and checks the header of what a stream brings, and not more.
     *
     * @param length of all that it brings
     * @throws BadFileException if this is nothing complete of the current format
     */
    static PictureFile read(InputStream in, long length) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(MAX_HEADER_BYTES);
        if (length < FIRST_PART_BYTES) {
            throw new BadFileException("the header is cut off");
        }
        readFully(in, header.limit(FIRST_PART_BYTES));
        int headerLength = header.getInt(LENGTH_AT);
        if (headerLength < FIRST_PART_BYTES || headerLength > Math.min(length, MAX_HEADER_BYTES)) {
            throw new BadFileException("the header makes no sense");
        }
        readFully(in, header.limit(headerLength));
        return read(header.flip(), length);
    }

    private static PictureFile read(ByteBuffer header, long length) throws BadFileException {
        try {
            PictureFile file = parse(header);
            if (file.headerLength + file.bodyLength != length) {
                throw new BadFileException("the length is wrong");
            }
            return file;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new BadFileException("the header makes no sense");
        }
    }

    private static PictureFile parse(ByteBuffer header) throws BadFileException {
        if (header.remaining() < FIRST_PART_BYTES || header.getInt() != MAGIC) {
            throw new BadFileException("not a picture file");
        }
        if (header.getInt() != VERSION) {
            throw new BadFileException("another format version");
        }
        int length = header.getInt();
        if (length < FIRST_PART_BYTES + 4 || length > header.limit()) {
            throw new BadFileException("the header is cut off");
        }
        if (checksum(header.duplicate().position(0).limit(length - 4)) != header.getInt(length - 4)) {
            throw new BadFileException("the header is damaged");
        }
        header.limit(length - 4);
        String key = string(header);
        String contentType = string(header);
        String etag = string(header);
        long lastModified = header.getLong();
        long renderedAt = header.getLong();
        String sourceId = string(header);
        String sourceValidator = string(header);
        Names names = names(header);
        int width = header.getInt();
        int height = header.getInt();
        var picture = new CachedPicture(
                key,
                contentType,
                etag,
                lastModified,
                renderedAt,
                sourceId,
                sourceValidator,
                width,
                height,
                NO_BODY,
                0,
                names);
        return new PictureFile(picture, length, header.getLong(), header.getInt());
    }

    /**
     * Reads the body into memory and checks it.
     *
     * @throws BadFileException if it is not what was written
     */
    CachedPicture withBytes(FileChannel channel) throws IOException {
        ByteBuffer body = ByteBuffer.allocateDirect(Math.toIntExact(bodyLength));
        readFully(channel, body, headerLength);
        body.flip();
        if (checksum(body.duplicate()) != bodyChecksum) {
            throw new BadFileException("the body is damaged");
        }
        return picture.with(Bytes.wrap(body));
    }

    /**
     * Reads the body into memory and checks it, from a stream that stands behind the header.
     *
     * @throws BadFileException if it is not what was written
     */
    CachedPicture withBytes(InputStream in) throws IOException {
        ByteBuffer body = ByteBuffer.allocateDirect(Math.toIntExact(bodyLength));
        readFully(in, body);
        body.flip();
        if (checksum(body.duplicate()) != bodyChecksum) {
            throw new BadFileException("the body is damaged");
        }
        return picture.with(Bytes.wrap(body));
    }

    /** The picture with its body left in the file. The channel goes over to the picture. */
    CachedPicture withRegion(FileChannel channel) {
        return picture.with(new FileRegion(channel, headerLength, bodyLength));
    }

    /**
     * Reads through the body to check it.
     *
     * @throws BadFileException if it is not what was written
     */
    void checkBody(FileChannel channel) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        for (long at = headerLength; readFully(channel, part, at) > 0; at += part.limit(), part.clear()) {
            checksum.update(part.flip());
        }
        if ((int) checksum.getValue() != bodyChecksum) {
            throw new BadFileException("the body is damaged");
        }
    }

    private static int readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        int read = 0;
        while (into.hasRemaining()) {
            int n = channel.read(into, from + read);
            if (n < 0) {
                break;
            }
            read += n;
        }
        return read;
    }

    /** @throws EOFException if the stream ends before the buffer's limit */
    private static void readFully(InputStream in, ByteBuffer into) throws IOException {
        byte[] part = new byte[Math.min(PART_BYTES, into.remaining())];
        while (into.hasRemaining()) {
            int count = in.read(part, 0, Math.min(part.length, into.remaining()));
            if (count < 0) {
                throw new EOFException("the stream ended early");
            }
            into.put(part, 0, count);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static void putNames(ByteBuffer to, Names names) {
        to.putShort((short) names.tags().size());
        names.tags().forEach(tag -> putString(to, tag));
        putString(to, names.kept());
    }

    private static Names names(ByteBuffer from) {
        int count = Short.toUnsignedInt(from.getShort());
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add(string(from));
        }
        return new Names(tags, "", string(from));
    }

    private static void putString(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putShort((short) bytes.length).put(bytes);
    }

    private static String string(ByteBuffer from) {
        byte[] bytes = new byte[Short.toUnsignedInt(from.getShort())];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
