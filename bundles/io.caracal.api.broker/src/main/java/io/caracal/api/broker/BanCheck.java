package io.caracal.api.broker;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tells whoever lets clients in whether one of them is banned. Called on event loops: takes no lock and never blocks. */
@ProviderType
public interface BanCheck {
    /**
     * The ban that hits a client, if any.
     *
     * <p>Cost: three look-ups, one more for each length of network prefix in use, and each regular expression, whose work is bounded; one
     * that takes more counts as a match.
     */
    Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer);

    /** Rises with every ban that is added or begins to count: as long as it is the same, nobody is banned who was not. */
    long version();

    /**
     * Says when {@link #version()} has risen, so that those who are connected can be looked at again.
     *
     * @param action called on any thread, often; must return at once
     * @return ends it
     */
    Registration onNewBans(Runnable action);

    /**
     * A client that had been accepted has lost its connection, however that came about; whoever comes and goes too often is banned for a
     * while (section {@code flapping_detect}). Returns at once.
     */
    default void disconnected(String clientId) {
        // whoever does not count has nothing to do
    }

    /** What has been asked to be told. */
    @ProviderType
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
