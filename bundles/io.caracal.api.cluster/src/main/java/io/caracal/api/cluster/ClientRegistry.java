package io.caracal.api.cluster;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which node holds a client identifier: at most one connection in the whole cluster [MQTT-3.1.4-3]. Called on event loops;
 * no method blocks.
 */
@ConsumerType
public interface ClientRegistry {
    /**
     * Claims a client identifier for a connection to this node. If another node holds it, that node's connection is ended (0x8E)
     * and its session has moved here, or is gone, when the stage completes.
     *
     * @param clientId the client identifier
     * @param cleanStart whether the session is to be discarded instead of moved
     * @return the claim; completes exceptionally if the cluster cannot answer, and then the client is refused with 0x88
     */
    CompletionStage<Claim> claim(String clientId, boolean cleanStart);

    /** Gives a claim back when the session has ended; a claim that is no longer the newest is ignored. */
    void release(Claim claim);

    /**
     * A granted claim.
     *
     * @param clientId the client identifier
     * @param epoch rises with each claim of this client identifier; the highest is valid
     */
    record Claim(String clientId, long epoch) {}
}
