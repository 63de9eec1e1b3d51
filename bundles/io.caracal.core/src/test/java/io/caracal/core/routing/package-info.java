/** Routing against a naive reference, clause by clause, and under contention. */
@NullMarked
package io.caracal.core.routing;

import org.jspecify.annotations.NullMarked;
