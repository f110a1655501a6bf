package io.posterframe.upload;

import java.nio.channels.FileChannel;

/**
 * The file of an upload, open for reading: it keeps its bytes also when the upload is deleted meanwhile.
 *
 * @param channel belongs to whoever asked for it
 * @param bytes   its length
 */
public record UploadedFile(FileChannel channel, long bytes) {}
