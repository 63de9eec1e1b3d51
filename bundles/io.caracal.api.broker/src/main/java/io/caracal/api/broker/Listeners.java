package io.caracal.api.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The listeners as they are. What listeners there are, and what they are like, is section {@code listeners} of the configuration.
 * Starting and stopping here lasts until the broker ends or the listener's configuration changes.
 */
@ProviderType
public interface Listeners {
    /** All of them in order of their identifiers, those that are not enabled included. */
    List<ListenerStatus> list();

    /** @param id {@code tcp:default} */
    Optional<ListenerStatus> get(String id);

    /**
     * Opens a listener, enabled or not; one that runs is left alone.
     *
     * @return its state; empty if there is no such listener. Fails with {@link OperationFailedException} if it cannot be bound, or would
     *     let in anybody from anywhere
     */
    CompletionStage<Optional<ListenerStatus>> start(String id);

    /**
     * Closes a listener: it takes no more connections, its port is free. Those who are connected stay; they can be sent
     * away, by {@link #endHandshakes} and then {@link Clients#kickFrom}.
     *
     * @return its state; empty if there is no such listener
     */
    CompletionStage<Optional<ListenerStatus>> stop(String id);

    /**
     * Reads the certificates, keys and revocation lists of a listener again; handshakes that begin then meet what is in the files.
     *
     * @return its state; empty if there is no such listener. Fails with {@link OperationFailedException} if it is not open, speaks no
     *     TLS, or the files cannot be used, and then goes on with what it has
     */
    CompletionStage<Optional<ListenerStatus>> reload(String id);

    /**
     * Ends the connections that came in by a listener and with which MQTT has not begun: the header of a proxy, or the handshake of TLS
     * or WebSocket, is not complete. The others are for {@link Clients#kickFrom}; asked afterwards it finds whoever got through meanwhile.
     *
     * @param id the listener need not be open, nor be there any more
     * @return how many there were, when they are closed
     */
    CompletionStage<Integer> endHandshakes(String id);

    /** Closes a listener and opens it again; as {@link #stop} and {@link #start}. */
    CompletionStage<Optional<ListenerStatus>> restart(String id);
}
