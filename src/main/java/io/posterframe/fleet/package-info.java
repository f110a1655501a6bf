/**
 * What servers that share a database tell each other: purges, which also outlast a restart here, and changes of entries.
 * A table is the truth, PostgreSQL's LISTEN and NOTIFY make it quick.
 */
@NullMarked
package io.posterframe.fleet;

import org.jspecify.annotations.NullMarked;
