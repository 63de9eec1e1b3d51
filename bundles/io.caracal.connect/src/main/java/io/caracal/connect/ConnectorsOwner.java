package io.caracal.connect;

import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.NodeTypes.NodeType;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the connectors of a running broker. */
final class ConnectorsOwner implements SectionOwner<ConnectorsSettings> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorsOwner.class);

    private final ConnectorHub hub;

    ConnectorsOwner(ConnectorHub hub) {
        this.hub = hub;
    }

    @Override
    public Class<ConnectorsSettings> type() {
        return ConnectorsSettings.class;
    }

    @Override
    public ConnectorsSettings live() {
        return hub.settings();
    }

    @Override
    public PreparedChange prepare(SectionChange<ConnectorsSettings> change) throws SettingsException {
        new InUse(change).check(hub.configured());
        return ConnectorsChange.prepare(hub, change.after());
    }

    @Override
    public Optional<NodeTypes> nodeTypes() {
        List<NodeType> types = hub.factories().types().stream()
                .flatMap(type -> hub.factories().best(type).stream())
                .flatMap(candidate -> nodeType(candidate).stream())
                .toList();
        return Optional.of(new NodeTypes(ConnectorKeys.class, types));
    }

    private static Optional<NodeType> nodeType(Candidate candidate) {
        try {
            return Optional.of(
                    new NodeType(candidate.type(), candidate.factory().settingsType()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("connector type={} cannot tell its settings", candidate.type(), e);
            return Optional.empty();
        }
    }
}
