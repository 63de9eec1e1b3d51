/** The command {@code caracal}, as far as it asks a broker: a client of the REST API, and of MQTT for {@code subscribe}. */
@NullMarked
package io.caracal.cli;

import org.jspecify.annotations.NullMarked;
