/** Appending to the log, by anybody, and making it durable, in groups, on one thread. */
@NullMarked
package io.caracal.store.log.journal;

import org.jspecify.annotations.NullMarked;
