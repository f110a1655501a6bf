package io.posterframe.dialect;

import io.vertx.core.Future;

/**
 * A request that is being answered.
 *
 * @param answer never fails: what goes wrong is a {@link Answer.Refusal}
 * @param leave  to be called when the client goes away before the answer
 */
public record Exchange(Future<Answer> answer, Runnable leave) {

    public static Exchange done(Answer answer) {
        return new Exchange(Future.succeededFuture(answer), () -> {});
    }
}
