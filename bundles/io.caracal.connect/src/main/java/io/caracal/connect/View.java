package io.caracal.connect;

import io.caracal.api.connector.ConnectorStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a call sees of a connector.
 *
 * @param live what serves it; null if there is nothing
 * @param status calls pass only if it is connected
 */
record View(@Nullable LiveConnector live, ConnectorStatus status) {
    /** Before anything is known. */
    static final View BEGIN = new View(null, new ConnectorStatus(ConnectorStatus.State.CONNECTING, ""));
}
