package io.posterframe.bucket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads the answer to a request for a range, and no more of it than was asked for. Empty when the object ends before the
 * range does. The JDK's client ends quietly where a connection breaks, so the count of bytes is looked at here; then the
 * SDK tries again.
 *
 * @param offset of the first byte that was asked for
 * @param length how many were asked for
 */
record RangeAnswer(long offset, int length) implements ResponseTransformer<GetObjectResponse, Optional<ByteBuffer>> {
    /** RFC 9110, 14.4. */
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(?:\\d+|\\*)");

    @Override
    public Optional<ByteBuffer> transform(GetObjectResponse response, AbortableInputStream in) {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.contentRange()));
        if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
            in.abort();
            throw NonRetryableException.create("the store does not answer ranges");
        }
        if (Long.parseLong(range.group(2)) < offset + length - 1) {
            in.abort();
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = in.readNBytes(length);
        } catch (IOException e) {
            throw RetryableException.create("an answer was cut off", e);
        }
        if (bytes.length < length) {
            throw RetryableException.create("an answer was cut off");
        }
        return Optional.of(ByteBuffer.wrap(bytes));
    }
}
