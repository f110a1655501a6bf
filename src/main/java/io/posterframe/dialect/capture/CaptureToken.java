package io.posterframe.dialect.capture;

import org.jspecify.annotations.Nullable;

/**
 * What a token says that was found good.
 *
 * @param apikey who signed it
 * @param roomId the one room that it is for; null for each
 */
record CaptureToken(String apikey, @Nullable String roomId) {}
