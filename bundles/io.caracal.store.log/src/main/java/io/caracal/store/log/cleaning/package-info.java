/** Freeing room: what is alive in the oldest segment is written again at the end of the log, and the segment goes. */
@NullMarked
package io.caracal.store.log.cleaning;

import org.jspecify.annotations.NullMarked;
