package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.PictureException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An answer's status and fields.
 *
 * @param uri what was asked, after redirects
 */
record Head(URI uri, int status, MultiMap headers) {

    @Nullable
    ContentRange contentRange() {
        return ContentRange.parse(headers.get(HttpHeaders.CONTENT_RANGE));
    }

    Validators validators() {
        return Validators.of(headers);
    }

    /** Bytes of the body, or -1 when the answer doesn't say or says nonsense. */
    long contentLength() {
        String field = headers.get(HttpHeaders.CONTENT_LENGTH);
        return field != null && field.matches("\\d{1,18}") ? Long.parseLong(field) : -1;
    }

    /** Whether the body's bytes are other than the media's, against what was asked. */
    boolean encoded() {
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.equalsIgnoreCase("identity");
    }

    /** What a status that isn't what was hoped for means. */
    PictureException failure() {
        if (status == 404 || status == 410) {
            return new PictureException(new SourceMissing("the origin answers " + status + " to " + Uris.shown(uri)));
        }
        boolean passing = status == 429 || status == 408 || status >= 500;
        return new PictureException(
                new OriginFailed("the origin answers " + status + " to " + Uris.shown(uri), passing));
    }

    PictureException wrong(String what) {
        return new PictureException(new OriginFailed(what + ", from " + Uris.shown(uri), false));
    }

    PictureException changed(String what) {
        return new PictureException(new SourceChanged(what + " at " + Uris.shown(uri)));
    }
}
