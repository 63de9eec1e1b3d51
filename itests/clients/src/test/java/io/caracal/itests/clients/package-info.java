/** Black-box tests of the assembled distribution with MQTT clients that others wrote. */
@NullMarked
package io.caracal.itests.clients;

import org.jspecify.annotations.NullMarked;
