package io.caracal.itests.bench;

import io.caracal.core.routing.RoutingTable;
import io.caracal.core.routing.SharedStrategy;

/** Wildcard filters of a fleet, any number for each device; each has a topic that it alone matches. */
public final class FleetFilters {
    private FleetFilters() {}

    public static String filter(int device, int number) {
        return "site/" + device / 100 + "/device/" + device + "/+/p" + number;
    }

    public static String topic(int device, int number) {
        return "site/" + device / 100 + "/device/" + device + "/set/p" + number;
    }

    /** The first filter of each device, each of one and the same client. */
    public static RoutingTable table(int devices) {
        RoutingTable table = new RoutingTable(SharedStrategy.ROUND_ROBIN);
        Subscriber subscriber = new Subscriber("client");
        for (int device = 0; device < devices; device++) {
            table.subscribe(subscriber.to(filter(device, 0)));
        }
        return table;
    }
}
