package io.posterframe.access;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;

/**
 * How often something may happen. A client that was quiet may catch up, but not with more than the burst at once.
 *
 * @param requestsPerSecond in the long run; 0 for no limit
 * @param burst             at once after a quiet time; 0 for as many as in a second
 */
public record Limit(
        @Doc("How many in the long run; 0 for no limit.") @Range(max = 1_000_000) int requestsPerSecond,
        @Doc("How many may come at once after a quiet time; 0 for as many as in a second.") @Range(max = 1_000_000)
                int burst) {

    public static final Limit OFF = new Limit(0, 0);

    boolean isOn() {
        return requestsPerSecond > 0;
    }

    int capacity() {
        return burst == 0 ? requestsPerSecond : burst;
    }
}
