/**
 * The bytes of the log, version 1. A file is a {@link io.caracal.store.log.format.SegmentHeader}, twice, and records one after the other; what the
 * records hold is described at {@link io.caracal.store.log.format.RecordType}. All numbers are little-endian.
 */
@NullMarked
package io.caracal.store.log.format;

import org.jspecify.annotations.NullMarked;
