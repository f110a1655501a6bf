package io.posterframe.dialect.photoframe;

import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param consumer the application that signed the request; null where nobody did
 * @param level    what its token allows
 * @param userId   the user that the token stands for; null for none
 */
record Identity(@Nullable Consumer consumer, Level level, @Nullable String userId) {
    static final Identity NOBODY = new Identity(null, Level.NONE, null);
}
