/**
 * Load for any MQTT broker on this machine: one thread, a selector, bytes read and written in place. It knows nothing of the
 * broker's code, so that a mistake there cannot hide here, and counts every message exactly.
 */
@NullMarked
package io.caracal.itests.bench.load;

import org.jspecify.annotations.NullMarked;
