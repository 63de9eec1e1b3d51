/**
 * Changes of the configuration while the broker runs: what a request means, whether it may be, how it is applied to all owners or
 * to none, and how it is kept. Knows nothing of OSGi.
 */
@NullMarked
package io.caracal.config.change;

import org.jspecify.annotations.NullMarked;
