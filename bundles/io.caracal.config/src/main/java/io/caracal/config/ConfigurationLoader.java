package io.caracal.config;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.SettingsException;
import io.caracal.config.change.ChangeStore;
import io.caracal.config.change.LiveConfiguration;
import io.caracal.config.change.Sections;
import io.caracal.config.change.StartCheck;
import io.caracal.config.change.State;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.tree.ConfigurationTree;
import io.caracal.config.tree.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Checks the whole configuration against all sections that are present, and makes it live or names every problem. */
final class ConfigurationLoader {
    /** How long an owner may take to prepare a change. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Sections sections;
    private final ChangeStore store;

    ConfigurationLoader(Sections sections, ChangeStore store) {
        this.sections = sections;
        this.store = store;
    }

    LiveConfiguration load(Sources sources) throws SettingsException {
        ConfigObject base = ConfigurationTree.load(sources);
        State state = new State(base, store.overrides());
        Optional<Path> folder =
                Optional.ofNullable(sources.file().toAbsolutePath().getParent());
        SettingsBinder binder = new SettingsBinder(sources.environment(), folder.orElse(sources.file()));
        StartCheck.check(state, sections, binder);
        return new LiveConfiguration(state, sections, binder, () -> ConfigurationTree.load(sources), store, LIMIT);
    }
}
