package io.posterframe.origin;

import java.net.URI;

/** A version of media at an HTTP origin. */
interface RemoteSource extends MediaSource {

    URI location();

    Validators validators();

    /** Whether its bytes can still be had; a copy on disk may have gone. */
    boolean readable();

    /** Told where the origin's redirects led to. */
    void answeredAt(URI uri);
}
