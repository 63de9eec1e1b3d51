package io.caracal.rest.connectors;

import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.rest.Describe;
import java.util.List;

/** What was counted at a connector. */
public record ConnectorMetrics(
        @Describe("Of all nodes.") Numbers metrics,
        @Describe("Of each node.") List<NodeNumbers> nodeMetrics) {

    /** The counters. */
    public record Numbers(
            @Describe("Calls that were answered.") long success,

            @Describe("Calls that failed or had no answer in time.")
            long failed,

            @Describe("Calls that were not let through, since the connector was not connected.")
            long dropped,

            @Describe("Calls under way.") long inflight,

            @Describe("The mean time of a call in milliseconds.")
            double latencyAvg,

            @Describe("Health checks that succeeded.") long checks,
            @Describe("Health checks that failed.") long checksFailed,
            @Describe("How often it became connected.") long connects) {}

    /** Those of one node. */
    public record NodeNumbers(
            @Describe("The node's name.") String node,
            @Describe("Its counters.") Numbers metrics) {}

    static ConnectorMetrics of(String node, ConnectorAdministration.Metrics counted) {
        long calls = counted.success() + counted.failed();
        Numbers numbers = new Numbers(
                counted.success(),
                counted.failed(),
                counted.dropped(),
                counted.inflight(),
                calls == 0 ? 0 : Math.round(counted.nanos() / 1e3 / calls) / 1e3,
                counted.checks(),
                counted.checksFailed(),
                counted.connects());
        return new ConnectorMetrics(numbers, List.of(new NodeNumbers(node, numbers)));
    }
}
