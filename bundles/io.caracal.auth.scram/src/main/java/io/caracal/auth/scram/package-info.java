/**
 * SCRAM (RFC 5802, RFC 7677) by enhanced authentication of MQTT 5.0 against users in the broker's database ({@code mechanism = scram},
 * {@code backend = built_in_database}): the client proves that it knows the password, and the broker that it knows the user, without the
 * password ever being sent.
 */
@NullMarked
package io.caracal.auth.scram;

import org.jspecify.annotations.NullMarked;
