package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.config.SettingsNode;
import io.caracal.config.schema.SectionSchema;
import io.caracal.config.settings.SettingsBinder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of a running broker: one change at a time, while everybody may read. */
public final class LiveConfiguration implements Configuration, ConfigurationAdministration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    /** Reads the configuration file again. */
    @FunctionalInterface
    public interface BaseReader {
        /** What file, environment and command line set. */
        ConfigObject read() throws SettingsException;
    }

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Owners owners = new Owners();
    private final Sections sections;
    private final BaseReader base;
    private final ChangeStore store;
    private final Planner planner;
    private final SectionTrees trees;
    private final Application application;
    private final CurrentSettings settings;

    /**
     * @param start what is set; valid for all sections
     * @param limit how long an owner may take to prepare
     */
    public LiveConfiguration(
            State start, Sections sections, SettingsBinder binder, BaseReader base, ChangeStore store, Duration limit) {
        this.sections = sections;
        this.base = base;
        this.store = store;
        this.planner = new Planner(sections, owners, binder);
        this.trees = new SectionTrees(sections, owners, binder);
        this.application = new Application(start, owners, new Effects(sections, owners), binder, trees, store, limit);
        this.settings = new CurrentSettings(application::state, sections, binder);
        OverruledKeys.of(start)
                .forEach(pin -> LOG.warn(
                        "{} was changed at run time, but {} sets it and counts more", pin.path(), pin.place()));
    }

    /** Brings the history in line with what is stored; before the first change. */
    public void recover() throws IOException {
        store.recover(application.state().overrides());
    }

    @Override
    public <T extends Record> T section(Class<T> type) {
        return settings.section(type);
    }

    @Override
    public SettingsNode node(String path, String text) throws SettingsException {
        return planner.node(application.state(), path, text);
    }

    /** An owner came. It is given what was changed since it read its settings. */
    public void add(SectionOwner<?> owner) {
        exclusively(() -> {
            owners.add(owner);
            application.catchUp(owner);
            return true;
        });
    }

    /** An owner went. */
    public void remove(SectionOwner<?> owner) {
        owners.remove(owner);
    }

    @Override
    public List<String> sections() {
        return List.copyOf(sections.paths());
    }

    @Override
    public String revision() {
        return application.revision();
    }

    @Override
    public Optional<ConfigurationView> read(String path) {
        return new ViewReader(trees, application).read(path);
    }

    @Override
    public ChangeOutcome change(ChangeRequest request)
            throws SettingsException, PinnedKeysException, RevisionConflictException, IOException {
        lock.lock();
        try {
            application.expect(request.conditions());
            return application.apply(planner.change(application.state(), request), request.conditions());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChangeOutcome reset(String section, ChangeConditions conditions)
            throws SettingsException, RevisionConflictException, IOException {
        return planned(conditions, () -> planner.reset(application.state(), section));
    }

    @Override
    public ChangeOutcome undo(ChangeConditions conditions)
            throws SettingsException, RevisionConflictException, IOException {
        return planned(conditions, () -> {
            StoredChange last = store.history()
                    .undoable()
                    .orElseThrow(() -> new SettingsException(List.of(
                            new Problem("", "", "", "there is no run-time change that could be taken back", ""))));
            return planner.undo(application.state(), last.before(), last.entry().id());
        });
    }

    @Override
    public ChangeOutcome reload(ChangeConditions conditions)
            throws SettingsException, RevisionConflictException, IOException {
        return planned(conditions, () -> planner.reload(application.state(), base.read()));
    }

    /** Whether the configuration file says something else than what is in force. */
    public boolean fileDiffers() throws SettingsException {
        return !base.read().equals(application.state().base());
    }

    private interface Planning {
        Plan plan() throws SettingsException;
    }

    private ChangeOutcome planned(ChangeConditions conditions, Planning planning)
            throws SettingsException, RevisionConflictException, IOException {
        lock.lock();
        try {
            application.expect(conditions);
            return application.apply(planning.plan(), conditions);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<HistoryEntry> history() {
        return exclusively(() -> store.history().entries());
    }

    @Override
    public String runtimeChanges(boolean secrets) {
        State state = application.state();
        return OverridesFile.text(secrets ? state.overrides() : new MaskedOverrides(trees, state).tree());
    }

    @Override
    public Optional<String> schema(String section) {
        return sections.find(section)
                .map(claim -> SectionSchema.of(
                        claim.type(), owners.nodeTypes(section), owners.has(section) || isOurs(section)));
    }

    private static boolean isOurs(String section) {
        return section.equals(PluginSections.PATH);
    }

    private <T> T exclusively(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
