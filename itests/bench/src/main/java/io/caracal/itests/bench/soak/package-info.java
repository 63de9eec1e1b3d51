/** Clients that come and go in every way that they should not, for hours: whether the broker keeps something of them. */
@NullMarked
package io.caracal.itests.bench.soak;

import org.jspecify.annotations.NullMarked;
