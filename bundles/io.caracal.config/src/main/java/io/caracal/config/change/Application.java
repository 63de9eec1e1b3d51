package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.Difference;
import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.config.settings.Secrets;
import io.caracal.config.settings.SettingsBinder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts plans into force. Whoever calls its methods that change something sees to it that there is one at a time. */
final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private record Current(State state, long number) {}

    private final String start = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final State boot;
    private final Owners owners;
    private final Effects effects;
    private final SettingsBinder binder;
    private final SectionTrees trees;
    private final ChangeStore store;
    private final Duration limit;
    private volatile Current current;

    Application(
            State boot,
            Owners owners,
            Effects effects,
            SettingsBinder binder,
            SectionTrees trees,
            ChangeStore store,
            Duration limit) {
        this.boot = boot;
        this.owners = owners;
        this.effects = effects;
        this.binder = binder;
        this.trees = trees;
        this.store = store;
        this.limit = limit;
        this.current = new Current(boot, 1);
    }

    State state() {
        return current.state();
    }

    /** Of another start it is another one, since the file may have changed meanwhile. */
    String revision() {
        return revision(current);
    }

    private String revision(Current at) {
        return start + "-" + at.number();
    }

    void expect(ChangeConditions conditions) throws RevisionConflictException {
        String expected = conditions.expectedRevision().orElse(revision());
        if (!expected.equals(revision())) {
            throw new RevisionConflictException(expected, revision());
        }
    }

    ChangeOutcome apply(Plan plan, ChangeConditions conditions) throws SettingsException, IOException {
        // What files hold that secrets refer to is only known to the owners.
        boolean ask = !plan.sections().isEmpty() || plan.operation() == Operation.RELOAD;
        Transaction transaction = Transaction.prepare(ask ? concerned(plan) : List.of(), calls(plan.after()));
        if (conditions.dryRun()) {
            transaction.abort();
            return outcome(plan, false);
        }
        if (!plan.isEmpty()) {
            put(plan, conditions, transaction);
        }
        transaction.commit();
        store.prune();
        log(plan, conditions);
        return outcome(plan, true);
    }

    private List<SectionOwner<?>> concerned(Plan plan) {
        Set<String> all = trees.paths(plan.after());
        return owners.concerned(plan.operation() == Operation.RELOAD ? all : plan.sections());
    }

    /** From here on it is in force, and stays so after a crash. */
    private void put(Plan plan, ChangeConditions conditions, Transaction transaction) throws IOException {
        try {
            ConfigObject stored = store.write(
                    entry(plan, conditions),
                    plan.before().overrides(),
                    plan.after().overrides());
            current = new Current(plan.after().withOverrides(stored), current.number() + 1);
        } catch (IOException | RuntimeException | Error e) {
            transaction.abort();
            throw e;
        }
    }

    private HistoryEntry entry(Plan plan, ChangeConditions conditions) {
        return new HistoryEntry(
                store.history().nextId(),
                Instant.now(),
                conditions.actor(),
                conditions.source(),
                plan.operation(),
                differences(plan),
                plan.undoes());
    }

    /** An owner that came later than a change. */
    void catchUp(SectionOwner<?> owner) {
        String path = Owners.path(owner);
        try {
            Record wanted = binder.bind(state().section(path), path, owner.type());
            if (!wanted.equals(owner.live())) {
                Transaction.prepare(List.of(owner), calls(state())).commit();
            }
        } catch (SettingsException e) {
            LOG.error("section={} changed while its bundle started, and cannot be applied: {}", path, e.getMessage());
        }
    }

    private OwnerCalls calls(State after) {
        return new OwnerCalls(after, binder, trees, limit);
    }

    private ChangeOutcome outcome(Plan plan, boolean applied) {
        List<String> afterRestart = plan.leaves().stream()
                .map(TreeDiff.Leaf::path)
                .filter(effects::needRestart)
                .map(Trees::text)
                .toList();
        return new ChangeOutcome(revision(), applied, differences(plan), afterRestart, plan.warnings());
    }

    private static List<Difference> differences(Plan plan) {
        return plan.leaves().stream().map(TreeDiff.Leaf::masked).toList();
    }

    /** The keys that the broker, as it started, works with other values of. */
    List<String> pendingRestart() {
        State now = state();
        List<String> pending = new ArrayList<>();
        for (String section : trees.paths(boot)) {
            TreeDiff.between(
                            List.of(section),
                            trees.tree(section, boot, Secrets.COMPARABLE),
                            trees.tree(section, now, Secrets.COMPARABLE))
                    .stream()
                    .map(TreeDiff.Leaf::path)
                    .filter(effects::needRestart)
                    .map(Trees::text)
                    .forEach(pending::add);
        }
        return pending;
    }

    private static void log(Plan plan, ChangeConditions conditions) {
        plan.warnings().forEach(LOG::warn);
        if (!plan.isEmpty()) {
            LOG.info(
                    "configuration changed operation={} actor={} source={} keys={}",
                    plan.operation(),
                    conditions.actor(),
                    conditions.source(),
                    plan.leaves().stream().map(leaf -> Trees.text(leaf.path())).toList());
        }
    }
}
