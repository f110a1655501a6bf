package io.posterframe.bucket;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Hands the answer to a request for an object to whoever reads it. Empty when the reader did not want it. */
record WholeAnswer<T>(Bucket.Reader<T> reader) implements ResponseTransformer<GetObjectResponse, Optional<T>> {

    @Override
    public Optional<T> transform(GetObjectResponse response, AbortableInputStream in) {
        Long length = response.contentLength();
        if (length == null) {
            in.abort();
            throw NonRetryableException.create("the store does not say how long an object is");
        }
        @Nullable T read;
        try {
            read = reader.read(length, in);
        } catch (IOException e) {
            throw RetryableException.create("an answer was cut off", e);
        }
        if (read == null) {
            // the connection goes with the rest of the object, which may be long
            in.abort();
        }
        return Optional.ofNullable(read);
    }
}
