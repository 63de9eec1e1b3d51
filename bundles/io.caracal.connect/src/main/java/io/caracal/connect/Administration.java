package io.caracal.connect;

import io.caracal.api.config.Configuration;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.connector.ConnectorAdministration;
import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The connectors as administrators see and steer them. */
final class Administration implements ConnectorAdministration {
    private static final String PROBED = "caracal-probe";

    private final ConnectorHub hub;
    private final Configuration configuration;

    Administration(ConnectorHub hub, Configuration configuration) {
        this.hub = hub;
        this.configuration = configuration;
    }

    @Override
    public List<Report> connectors() {
        return hub.configured().values().stream()
                .map(Administration::report)
                .sorted(Comparator.comparing(Report::id))
                .toList();
    }

    @Override
    public Optional<Report> connector(String id) {
        return find(id).map(Administration::report);
    }

    private Optional<ManagedConnector> find(String id) {
        return Optional.ofNullable(hub.configured().get(id));
    }

    private static Report report(ManagedConnector connector) {
        String id = connector.id();
        return new Report(
                id,
                connector.source().type(),
                id.substring(id.indexOf(':') + 1),
                connector.source().enable(),
                connector.status(),
                connector.users().names(),
                connector.counters().read());
    }

    @Override
    public List<Type> types() {
        return hub.factories().types().stream()
                .flatMap(type -> hub.factories().best(type).stream())
                .map(candidate -> new Type(candidate.type(), candidate.version().toString(), count(candidate.type())))
                .toList();
    }

    private int count(String type) {
        return (int) hub.configured().values().stream()
                .filter(connector -> connector.source().type().equals(type))
                .count();
    }

    @Override
    public Optional<ConnectorStatus> start(String id) {
        return find(id).map(ManagedConnector::start);
    }

    @Override
    public Optional<ConnectorStatus> stop(String id) {
        return find(id).map(ManagedConnector::stop);
    }

    @Override
    public Optional<ConnectorStatus> restart(String id) {
        return find(id).map(ManagedConnector::restart);
    }

    @Override
    public boolean resetMetrics(String id) {
        Optional<ManagedConnector> found = find(id);
        found.ifPresent(connector -> connector.counters().reset());
        return found.isPresent();
    }

    @Override
    public ConnectorStatus probe(String type, String name, String settings) throws SettingsException {
        boolean known = find(type + ":" + name).isPresent();
        ConnectorSettings tried = ConnectorSettings.of(
                type, PROBED, configuration.node("connectors." + type + "." + (known ? name : PROBED), settings));
        ConnectorsChange.check(hub, tried);
        ManagedConnector connector = hub.manage(tried);
        connector.outlet().quiet();
        try {
            return connector.probe();
        } catch (ConnectorUnavailableException e) {
            throw new SettingsException(List.of(new Problem(tried.path(), "", "", String.valueOf(e.getMessage()), "")));
        }
    }
}
