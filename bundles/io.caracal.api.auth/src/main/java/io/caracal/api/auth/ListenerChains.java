package io.caracal.api.auth;

import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The authentication of listeners that do not go by the chain of the broker; for whoever owns the section of the listeners. */
@ProviderType
public interface ListenerChains {
    /**
     * Starts the chains of listeners that are to be opened. Elements that cannot start reject every client that reaches them, as
     * they do in the chain of the broker.
     *
     * @param listeners by their ids, {@code tcp:default}; whoever is not named goes by the chain of the broker
     */
    void start(Map<String, ListenerAuthentication> listeners);

    /**
     * Prepares other chains: elements that stay the same go on, the others are started beside those that serve. One change at a time.
     *
     * @throws SettingsException if an element cannot be started; nothing has changed
     */
    PreparedChange prepare(Map<String, ListenerAuthentication> listeners) throws SettingsException;

    /** What the elements can be. */
    Optional<NodeTypes> nodeTypes();

    /**
     * What a listener says about authentication.
     *
     * @param enable false lets everyone in
     * @param elements its own chain, checked as that of the broker; empty for the chain of the broker
     */
    record ListenerAuthentication(boolean enable, List<SettingsNode> elements) {
        public ListenerAuthentication {
            elements = List.copyOf(elements);
        }

        /**
         * Whether everyone gets in.
         *
         * @param brokerOpen whether the chain of the broker has no elements
         */
        public boolean open(boolean brokerOpen) {
            return !enable || elements.isEmpty() && brokerOpen;
        }
    }
}
