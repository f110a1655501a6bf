package io.posterframe.dialect.photoframe;

import io.vertx.core.Future;

/** Remembers signed requests, so that none counts twice. Safe on every thread; never blocks. */
interface Nonces {

    /**
     * Notes a request whose signature is right.
     *
     * @param nonce  1 to 128 printable ASCII characters
     * @param second the request's timestamp, seconds since 1970
     * @return whether it is the first with this nonce; fails with a PictureException when that can't be told
     */
    Future<Boolean> first(String consumerKey, String token, long second, String nonce);
}
