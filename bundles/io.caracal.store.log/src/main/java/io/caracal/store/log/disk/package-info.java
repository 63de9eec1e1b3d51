/** The few things that the log asks of a file system, so that tests can put one under it that fails. */
@NullMarked
package io.caracal.store.log.disk;

import org.jspecify.annotations.NullMarked;
