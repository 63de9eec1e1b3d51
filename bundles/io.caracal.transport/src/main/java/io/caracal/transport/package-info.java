/** The listeners: sockets that are bound when the broker starts and hand their connections to the core. */
@NullMarked
package io.caracal.transport;

import org.jspecify.annotations.NullMarked;
