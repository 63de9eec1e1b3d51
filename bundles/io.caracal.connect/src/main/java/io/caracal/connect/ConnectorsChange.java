package io.caracal.connect;

import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.connector.ConnectorUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The way from one set of connectors to another: new ones and successors are up beside the old before anything is changed. */
final class ConnectorsChange implements PreparedChange {
    /** How long one that was removed waits for users that are removed with it. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final ConnectorHub hub;
    private final ConnectorsSettings wanted;
    private final Map<String, Step> steps = new ConcurrentHashMap<>();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();

    /**
     * One connector.
     *
     * @param fresh whether it is a new one
     * @param same whether what serves it goes on
     */
    private record Step(
            ManagedConnector connector,
            Source source,
            Optional<LiveConnector> successor,
            boolean fresh,
            boolean same) {}

    private ConnectorsChange(ConnectorHub hub, ConnectorsSettings wanted) {
        this.hub = hub;
        this.wanted = wanted;
    }

    /** @throws SettingsException naming every connector that cannot become what it should; nothing has changed */
    static PreparedChange prepare(ConnectorHub hub, ConnectorsSettings wanted) throws SettingsException {
        ConnectorsChange change = new ConnectorsChange(hub, wanted);
        List<ConnectorSettings> all = wanted.connectors();
        ConnectorHub.eachAtOnce(all, change::prepare);
        if (!change.problems.isEmpty()) {
            change.abort();
            throw new SettingsException(List.copyOf(change.problems));
        }
        hub.pending(new ConnectorHub.Pending(change.added(), change.removed()));
        return change;
    }

    private void prepare(ConnectorSettings one) {
        Source source = new Source.Configured(one);
        ManagedConnector present = hub.configured().get(one.id());
        if (present != null && isSame(present, one)) {
            steps.put(one.id(), new Step(present, source, Optional.empty(), false, true));
            return;
        }
        ManagedConnector connector = present == null ? hub.manage(one) : present;
        try {
            check(hub, one);
            Optional<LiveConnector> successor = connector.successor(source);
            if (present == null) {
                // Nobody sees it before the commit but those who are prepared together with it.
                connector.outlet().quiet();
                var unused = connector.become(source, successor, false);
            }
            steps.put(one.id(), new Step(connector, source, successor, present == null, false));
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        } catch (ConnectorUnavailableException e) {
            problems.add(new Problem(one.path(), one.typeKeys().origin(), "", String.valueOf(e.getMessage()), ""));
        }
    }

    /** The settings of the type, as far as it is installed, so that every problem is told with its key. */
    static void check(ConnectorHub hub, ConnectorSettings one) throws SettingsException {
        Optional<Candidate> candidate = hub.factories().best(one.type());
        if (candidate.isPresent()) {
            var unused = one.typeKeys().bind(candidate.get().factory().settingsType());
        }
    }

    /** Whether what serves would come out the same again. A secret may have changed in the file that it is in. */
    private static boolean isSame(ManagedConnector present, ConnectorSettings wanted) {
        if (!(present.source() instanceof Source.Configured(ConnectorSettings now))
                || now.keys().enable() != wanted.keys().enable()
                || !now.typeKeys().sameAs(wanted.typeKeys())) {
            return false;
        }
        LiveConnector live = present.outlet().view().live();
        try {
            return live == null
                    || live.madeOf(
                            wanted.typeKeys().bind(live.candidate().factory().settingsType()));
        } catch (SettingsException | RuntimeException | LinkageError e) {
            // To make a new one will tell why.
            return false;
        }
    }

    private Map<String, ManagedConnector> added() {
        return steps.entrySet().stream()
                .filter(step -> step.getValue().fresh())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, step -> step.getValue().connector()));
    }

    private Set<String> removed() {
        return hub.configured().keySet().stream()
                .filter(id -> !steps.containsKey(id))
                .collect(Collectors.toSet());
    }

    @Override
    public void commit() {
        Map<String, ManagedConnector> before = hub.configured();
        Map<String, ManagedConnector> after = new HashMap<>();
        steps.forEach((id, step) -> after.put(id, step.connector()));
        steps.values().forEach(ConnectorsChange::commit);
        hub.become(wanted, after);
        before.forEach((id, connector) -> {
            if (!after.containsKey(id)) {
                farewell(connector);
            }
        });
    }

    private static void commit(Step step) {
        if (step.fresh()) {
            step.connector().outlet().announce();
        }
        LiveConnector before =
                step.fresh() ? null : step.connector().become(step.source(), step.successor(), step.same());
        ConnectorHub.background(() -> {
            if (before != null) {
                before.retire();
            }
            // A factory may have come or gone meanwhile.
            step.connector().reconcile();
        });
    }

    private static void farewell(ManagedConnector connector) {
        CompletableFuture<Boolean> nobody = new CompletableFuture<>();
        connector.users().whenNobody(() -> nobody.complete(true));
        ConnectorHub.background(() -> {
            var unused = nobody.completeOnTimeout(false, FAREWELL.toSeconds(), TimeUnit.SECONDS)
                    .join();
            connector.close("removed");
        });
    }

    @Override
    public void abort() {
        hub.pending(ConnectorHub.Pending.NONE);
        for (Step step : steps.values()) {
            if (step.fresh()) {
                ConnectorHub.background(() -> step.connector().close("the change was given up"));
            } else {
                step.successor().ifPresent(live -> ConnectorHub.background(live::retire));
            }
        }
    }
}
