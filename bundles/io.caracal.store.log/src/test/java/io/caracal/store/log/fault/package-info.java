/** A disk in memory that fails as disks do. */
@NullMarked
package io.caracal.store.log.fault;

import org.jspecify.annotations.NullMarked;
