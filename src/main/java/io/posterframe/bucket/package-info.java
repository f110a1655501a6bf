/**
 * A bucket of S3, or of a store that talks like it: objects are put, read, listed and deleted. The only importer of the AWS SDK.
 * Uses {@code picture} for its options; knows nothing of what the objects hold.
 */
@NullMarked
package io.posterframe.bucket;

import org.jspecify.annotations.NullMarked;
