package io.posterframe.dialect.photoframe;

import io.vertx.core.Future;
import java.net.URI;

/** Asks for URLs of strangers, to tell them something. Safe on every thread; never blocks. */
public interface Visits {

    /** Sends a GET and reads a little of the answer. Fails when there is none, or the address may not be asked. */
    Future<Void> visit(URI url);
}
