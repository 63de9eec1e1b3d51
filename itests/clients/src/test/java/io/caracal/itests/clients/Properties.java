package io.caracal.itests.clients;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a PUBLISH packet, null where absent.
 *
 * @param user user properties in their order, each {@code name=value}
 * @param correlation correlation data as text
 * @param expiry message expiry interval in seconds
 * @param subscriptionIds of received messages
 */
record Properties(
        List<String> user,
        @Nullable String contentType,
        @Nullable String responseTopic,
        @Nullable String correlation,
        @Nullable Long expiry,
        List<Integer> subscriptionIds) {

    static final Properties NONE = new Properties(List.of(), null, null, null, null, List.of());

    static Properties user(String... properties) {
        return new Properties(List.of(properties), null, null, null, null, List.of());
    }

    static Properties request(String responseTopic, String correlation) {
        return new Properties(List.of(), null, responseTopic, correlation, null, List.of());
    }

    static Properties expiry(long seconds) {
        return new Properties(List.of(), null, null, null, seconds, List.of());
    }

    Properties contentType(String type) {
        return new Properties(user, type, responseTopic, correlation, expiry, subscriptionIds);
    }
}
