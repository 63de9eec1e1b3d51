/** The stores against naive references, at their limits, and under contention. */
@NullMarked
package io.caracal.store.memory;

import org.jspecify.annotations.NullMarked;
