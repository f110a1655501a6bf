package io.posterframe.origin;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One small file, whole: a playlist or a key. Its text form doesn't show what is in it. */
public final class Document {
    private final Buffer bytes;
    private final URI base;
    private final @Nullable Validators validators;

    /** @param validators what to ask by whether it has changed, null where it can't be asked so */
    Document(Buffer bytes, URI base, @Nullable Validators validators) {
        this.bytes = bytes;
        this.base = base;
        this.validators = validators;
    }

    /** Its bytes, not to be changed. */
    public Buffer bytes() {
        return bytes;
    }

    /** Where it was found in the end, after redirects; what it says of other files is meant from there. */
    public URI base() {
        return base;
    }

    @Nullable
    Validators validators() {
        return validators;
    }

    @Override
    public String toString() {
        return bytes.length() + " bytes of " + Uris.shown(base);
    }
}
