package io.posterframe.access;

import io.posterframe.picture.Failure.Denied;
import io.posterframe.picture.PictureException;

/** Refusals by this package. */
final class Denial {
    private Denial() {}

    /** @param message for the client; without anything secret */
    static PictureException of(Denied.Reason reason, String message) {
        return new PictureException(new Denied(reason, message));
    }
}
