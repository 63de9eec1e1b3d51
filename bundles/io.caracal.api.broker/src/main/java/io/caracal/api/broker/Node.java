package io.caracal.api.broker;

import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** This broker: what it is, what there is in it now, what it has done. No method waits for an event loop. */
@ProviderType
public interface Node {
    /** The node as it is now. */
    NodeInfo info();

    /**
     * How much there is of what now ({@code connections.count}) and at most since the start ({@code connections.max}); the maximum is
     * taken once a second and with each call. Names as EMQX users know them, in their order.
     */
    SortedMap<String, Long> stats();

    /**
     * What was counted since the start, {@code packets.publish.received}. Each number is right by itself; two of them may be a moment
     * apart. Names as EMQX users know them, in their order.
     */
    SortedMap<String, Long> metrics();
}
