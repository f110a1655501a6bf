/**
 * The HLS capture API of VideoSDK: a picture of a room's live stream, stored under a URL of this server.
 */
@NullMarked
package io.posterframe.dialect.capture;

import org.jspecify.annotations.NullMarked;
