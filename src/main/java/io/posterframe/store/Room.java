package io.posterframe.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A room, and where its live stream is.
 *
 * @param url    of the HLS stream's first playlist, http or https
 * @param apikey the one key that may capture it; null for each
 */
public record Room(String id, URI url, Quality quality, Orientation orientation, @Nullable String apikey) {

    /** How large the stream's picture is meant to be. */
    public enum Quality {
        HIGH,
        MED,
        LOW
    }

    /** Which side of the stream's picture is the longer. */
    public enum Orientation {
        LANDSCAPE,
        PORTRAIT
    }
}
