/**
 * Black-box tests of the normative statements of MQTT against the running broker, over TCP, byte by byte. The client and its packets
 * are made here from the standard's text alone and share nothing with the broker's codec, so that a mistake in one cannot hide in
 * the other.
 */
@NullMarked
package io.caracal.itests.conformance;

import org.jspecify.annotations.NullMarked;
