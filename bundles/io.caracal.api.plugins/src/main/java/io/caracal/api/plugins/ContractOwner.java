package io.caracal.api.plugins;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registered as a service by whoever owns a contract that plugins fulfil (the authentication chain, the connector registry, …), so
 * that administrators see what a plugin brings and what would miss it. Called from any thread; answers at once and never throws.
 */
@ConsumerType
public interface ContractOwner {
    /** {@code authentication}. */
    String contract();

    /** The type that a service brings; empty if the service is none of this contract's. */
    Optional<Offer> offer(long serviceId);

    /**
     * A type.
     *
     * @param type its name in this contract
     * @param elements the paths of the configuration elements that use it, such as {@code authentication.0}
     * @param objection why it cannot serve; empty if nothing speaks against it
     */
    record Offer(String type, List<String> elements, String objection) {
        /** Copies the list. */
        public Offer {
            elements = List.copyOf(elements);
        }
    }
}
