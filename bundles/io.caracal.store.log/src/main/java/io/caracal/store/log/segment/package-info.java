/** The files of the log, and what is alive in each. */
@NullMarked
package io.caracal.store.log.segment;

import org.jspecify.annotations.NullMarked;
