package io.posterframe.job;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;

/** Sends something to a URL of a stranger. Safe on every thread; never blocks. */
public interface CallbackPost {

    /** @return the status of the answer; fails when there is none, or the address may not be asked. No redirect is followed */
    Future<Integer> post(URI url, Map<String, String> headers, Buffer body);
}
