package io.caracal.security;

import io.caracal.api.auth.AuthenticatorFactory;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.NodeTypes.NodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the elements of chains can be, as far as the bundles for them are there. */
final class ElementTypes {
    private static final Logger LOG = LoggerFactory.getLogger(ElementTypes.class);

    private ElementTypes() {}

    static NodeTypes of(FactoryRegistry<AuthenticatorFactory<?>> factories) {
        List<NodeType> types = new ArrayList<>();
        for (String type : factories.types()) {
            factories.ranked(type).stream()
                    .findFirst()
                    .flatMap(ElementTypes::nodeType)
                    .ifPresent(types::add);
        }
        return new NodeTypes(ElementKeys.class, types);
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
