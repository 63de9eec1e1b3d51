/** How {@code caracal subscribe} speaks MQTT. Loaded only for it. */
@NullMarked
package io.caracal.cli.mqtt;

import org.jspecify.annotations.NullMarked;
