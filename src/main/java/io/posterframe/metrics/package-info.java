/**
 * The Prometheus registry: implements what the other packages report to, with all names of metrics in one file. The only
 * importer of Micrometer.
 */
@NullMarked
package io.posterframe.metrics;

import org.jspecify.annotations.NullMarked;
