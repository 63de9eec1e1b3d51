/** What is settled with a client between the socket and MQTT, one stage after the other. */
@NullMarked
package io.caracal.transport.stage;

import org.jspecify.annotations.NullMarked;
