package io.caracal.cli.bench;

import java.time.Duration;

/**
 * How publishers publish.
 *
 * @param topic with {@code %i} and {@code %c}, see {@link Fleet#named}
 * @param size bytes of a payload
 * @param rate messages a second, of all together; 0: as fast as the windows allow
 * @param ramp how long it takes to reach the rate
 * @param window how many of a publisher may be unacknowledged (QoS 1 and 2)
 * @param undelivered how many of a publisher may be undelivered; 0 for no limit
 * @param count how many are sent, of all together; 0 for no limit
 */
public record Style(
        String topic,
        int qos,
        boolean retain,
        int size,
        double rate,
        Duration ramp,
        int window,
        int undelivered,
        long count) {}
