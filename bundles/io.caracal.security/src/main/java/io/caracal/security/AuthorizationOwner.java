package io.caracal.security;

import io.caracal.api.auth.AuthorizerFactory;
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

/** Changes the authorization of a running broker. */
final class AuthorizationOwner implements SectionOwner<AuthorizationSettings> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationOwner.class);

    private final DynamicAuthorization chain;

    AuthorizationOwner(DynamicAuthorization chain) {
        this.chain = chain;
    }

    @Override
    public Class<AuthorizationSettings> type() {
        return AuthorizationSettings.class;
    }

    @Override
    public AuthorizationSettings live() {
        return chain.settings();
    }

    @Override
    public Set<String> dependsOn() {
        return Set.of("connectors");
    }

    @Override
    public PreparedChange prepare(SectionChange<AuthorizationSettings> change) throws SettingsException {
        try {
            return chain.prepare(change.after());
        } catch (SourceException e) {
            SettingsException refusal = new SettingsException(
                    List.of(new Problem(e.path(), e.origin(), "", String.valueOf(e.getMessage()), "")));
            refusal.initCause(e);
            throw refusal;
        }
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        List<NodeType> types = new ArrayList<>();
        for (String type : chain.elements().factories().types()) {
            chain.elements().factories().ranked(type).stream()
                    .findFirst()
                    .flatMap(AuthorizationOwner::nodeType)
                    .ifPresent(types::add);
        }
        return Optional.of(new NodeTypes(SourceKeys.class, types));
    }

    private static Optional<NodeType> nodeType(Candidate<AuthorizerFactory<?>> candidate) {
        try {
            return Optional.of(new NodeType(
                    Map.of("type", candidate.type()), candidate.factory().settingsType()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("authorization source={} cannot tell its settings", candidate.type(), e);
            return Optional.empty();
        }
    }
}
