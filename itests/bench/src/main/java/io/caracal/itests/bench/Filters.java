package io.caracal.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedStrategy;

/**
 * Filters and topics of a fleet: device n of site n/100 listens to {@code site/S/device/N/+/set}, and publications go to
 * {@code site/S/device/N/<parameter>/set}. One filter in three has its wildcard in another place, so that look-ups branch.
 */
final class Filters {
    private Filters() {}

    static String filter(int n) {
        int site = n / 100;
        return switch (n % 3) {
            case 0 -> "site/" + site + "/device/" + n + "/+/set";
            case 1 -> "site/" + site + "/device/" + n + "/#";
            default -> "site/+/device/" + n + "/state/set";
        };
    }

    /** A topic that filter n matches, and no other filter. */
    static byte[] topic(int n) {
        return ("site/" + n / 100 + "/device/" + n + "/state/set").getBytes(UTF_8);
    }

    static RoutingTable table(int count) {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        Subscriber subscriber = new Subscriber("client");
        for (int n = 0; n < count; n++) {
            table.subscribe(subscriber.to(filter(n)));
        }
        return table;
    }
}
