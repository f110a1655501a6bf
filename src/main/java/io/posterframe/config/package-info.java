/**
 * The options: read from a YAML file, the environment and the command line into the records of the packages that own
 * them. May use the configuration records of every package, and is the only one that reads YAML.
 */
@NullMarked
package io.posterframe.config;

import org.jspecify.annotations.NullMarked;
