package io.posterframe.job;

import java.util.Optional;

/** How an API tells the end of its jobs. For any thread; may take milliseconds. */
public interface CallbackForm {

    /** The JSON that is sent. */
    byte[] body(FrameJob ended);

    /** What signs it; empty for nothing. */
    Optional<String> secret(FrameJob ended);
}
