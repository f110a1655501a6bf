package io.posterframe.origin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/**
 * One thing to ask an origin by GET, and what to make of the answer. Put again, from its start, when a try fails in a
 * passing way. Its methods run on an event loop and don't block.
 */
interface Question<T> {

    /** Adds what belongs to this question; called once a try. */
    void describe(MultiMap headers);

    /**
     * Judges an answer that is no redirect. Its body waits until the returned future completes.
     *
     * @throws io.posterframe.picture.PictureException when the answer is none to this question
     */
    Future<Body<T>> accept(Head head);
}
