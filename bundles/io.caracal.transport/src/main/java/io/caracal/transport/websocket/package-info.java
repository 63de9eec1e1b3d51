/** MQTT over WebSocket (MQTT 5.0 section 6, RFC 6455). */
@NullMarked
package io.caracal.transport.websocket;

import org.jspecify.annotations.NullMarked;
