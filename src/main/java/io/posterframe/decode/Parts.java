package io.posterframe.decode;

import java.util.List;

/**
 * The frames of an animation and how often it is shown.
 *
 * @param list  in their order; at most {@link #MOST}
 * @param plays 0 for without end
 */
record Parts(List<Part> list, int plays) {
    /** An animation that is longer ends here. */
    static final int MOST = 2_000;
}
