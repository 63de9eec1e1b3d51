package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.NodeTypes.NodeType;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the authentication chain of a running broker. */
final class ChainOwner implements SectionOwner<AuthenticationSettings> {
    private static final Logger LOG = LoggerFactory.getLogger(ChainOwner.class);

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
            SettingsException refusal = new SettingsException(
                    List.of(new Problem(e.path(), e.origin(), "", String.valueOf(e.getMessage()), "")));
            refusal.initCause(e);
            throw refusal;
        }
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        List<NodeType> types = new ArrayList<>();
        for (String type : chain.factories().types()) {
            chain.factories().ranked(type).stream()
                    .findFirst()
                    .flatMap(ChainOwner::nodeType)
                    .ifPresent(types::add);
        }
        return Optional.of(new NodeTypes(ElementKeys.class, types));
    }

    private static Optional<NodeType> nodeType(Candidate<AuthenticatorFactory<?>> candidate) {
        int colon = candidate.type().indexOf(':');
        String mechanism = colon < 0 ? candidate.type() : candidate.type().substring(0, colon);
        String backend = colon < 0 ? "" : candidate.type().substring(colon + 1);
        try {
            return Optional.of(new NodeType(
                    Map.of("mechanism", mechanism, "backend", backend),
                    candidate.factory().settingsType()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("authentication element={} cannot tell its settings", candidate.type(), e);
            return Optional.empty();
        }
    }
}
