/**
 * Load for any MQTT broker: clients by thousands on a few event loops, the codec of the broker itself, latencies in histograms. Loaded only
 * for {@code caracal bench}, whose class path has Netty.
 */
@NullMarked
package io.caracal.cli.bench;

import org.jspecify.annotations.NullMarked;
