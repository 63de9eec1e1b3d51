package io.caracal.security;

import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import java.util.Optional;
import java.util.Set;

/** Changes the authentication chain of a running broker. */
final class ChainOwner implements SectionOwner<AuthenticationSettings> {
    private final DynamicChain chain;

    ChainOwner(DynamicChain chain) {
        this.chain = chain;
    }

    @Override
    public Class<AuthenticationSettings> type() {
        return AuthenticationSettings.class;
    }

    @Override
    public AuthenticationSettings live() {
        return chain.settings();
    }

    @Override
    public Set<String> dependsOn() {
        return Set.of("authentication_settings", "connectors");
    }

    @Override
    public PreparedChange prepare(SectionChange<AuthenticationSettings> change) throws SettingsException {
        try {
            return chain.prepare(change.after());
        } catch (ElementException e) {
            throw e.refusal();
        }
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        return Optional.of(ElementTypes.of(chain.factories()));
    }
}
