package io.posterframe.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header that a client's key or token comes in. */
final class Authorization {
    private Authorization() {}

    /** Its value; null for none, and for several, of which nobody could say which one counts. */
    static @Nullable String of(HttpServerRequest request) {
        List<String> lines = request.headers().getAll(Fields.AUTHORIZATION);
        return lines.size() == 1 ? lines.get(0) : null;
    }
}
