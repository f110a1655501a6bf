/**
 * Media as random-access bytes: local files and HTTP origins, whether they may be asked, which version of them is
 * current, and a block cache under the remote ones; small documents whole. Uses {@code picture} for failures, and is the only importer of the
 * Vert.x web client.
 */
@NullMarked
package io.posterframe.origin;

import org.jspecify.annotations.NullMarked;
