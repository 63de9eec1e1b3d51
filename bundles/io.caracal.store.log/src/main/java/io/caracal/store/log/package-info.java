/**
 * The durable store: one segmented log for everything that outlives a connection, and an index of what is alive in it.
 */
@NullMarked
package io.caracal.store.log;

import org.jspecify.annotations.NullMarked;
