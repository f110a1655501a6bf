/**
 * Traces by OpenTelemetry: implements {@code trail} with spans and sends them to a collector by OTLP. The only importer of the
 * OpenTelemetry SDK.
 */
@NullMarked
package io.posterframe.trace;

import org.jspecify.annotations.NullMarked;
