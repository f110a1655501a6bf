/** Holds the files below k8s/ to the schemas of Kubernetes, to the program that they start, and to one another. */
@NullMarked
package io.posterframe.kubernetes;

import org.jspecify.annotations.NullMarked;
