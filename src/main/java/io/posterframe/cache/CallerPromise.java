package io.posterframe.cache;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;

/** Makes promises whose futures call back on the context of the code that asked, whoever completes them. */
final class CallerPromise {
    private CallerPromise() {}

    static <T> Promise<T> create() {
        ContextInternal context = ContextInternal.current();
        return context == null ? Promise.promise() : context.promise();
    }
}
