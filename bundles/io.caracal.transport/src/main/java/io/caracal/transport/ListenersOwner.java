package io.caracal.transport;

import io.caracal.api.auth.ListenerChains;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes the listeners of a running broker. */
final class ListenersOwner implements SectionOwner<ListenersSettings> {
    private static final String AUTHENTICATION = "authentication";

    private final Listeners listeners;
    private final ListenerChains chains;
    private volatile ListenersSettings live;

    ListenersOwner(Listeners listeners, ListenerChains chains, ListenersSettings live) {
        this.listeners = listeners;
        this.chains = chains;
        this.live = live;
    }

    @Override
    public Class<ListenersSettings> type() {
        return ListenersSettings.class;
    }

    @Override
    public ListenersSettings live() {
        return live;
    }

    /**
     * Whether a listener may be open to the world depends on whether clients have to say who they are; elements of its own chain use
     * connectors.
     */
    @Override
    public Set<String> dependsOn() {
        return Set.of(AUTHENTICATION, "authentication_settings", "connectors");
    }

    @Override
    public PreparedChange prepare(SectionChange<ListenersSettings> change) throws SettingsException {
        Optional<Object> chain = change.value(AUTHENTICATION);
        PreparedChange authentication = chains.prepare(change.after().authentication());
        boolean anybody = chain.isEmpty() || chain.get() instanceof List<?> elements && elements.isEmpty();
        try {
            PreparedChange prepared = listeners.prepare(change.after(), anybody);
            return PreparedChange.of(
                    () -> {
                        // Before a listener lets clients in, they have a chain to pass.
                        authentication.commit();
                        prepared.commit();
                        live = change.after();
                    },
                    () -> {
                        prepared.abort();
                        authentication.abort();
                    });
        } catch (ListenerException e) {
            authentication.abort();
            SettingsException refusal = new SettingsException(List.of(new Problem(
                    e.path(), "", e.given(), (e.given().isEmpty() ? "" : "another value: ") + e.getMessage(), "")));
            refusal.initCause(e);
            throw refusal;
        } catch (RuntimeException e) {
            authentication.abort();
            throw e;
        }
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        return chains.nodeTypes();
    }
}
