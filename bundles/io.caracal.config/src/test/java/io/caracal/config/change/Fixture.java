package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import io.caracal.api.config.Applies;
import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.PreparedChange;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SectionOwner;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import io.caracal.config.settings.SettingsBinder;
import io.caracal.config.tree.ConfigurationTree;
import io.caracal.config.tree.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A configuration with a few sections, their owners, and a folder for what is kept. */
final class Fixture {
    @SettingsSection("mqtt")
    @Description("What clients may do.")
    record Mqtt(
            @Default("32") @Range(min = 1, max = 65535) @Description("How many at a time.")
            int maxInflight,

            @Default("15s") @Applies(Applies.When.NEW_CONNECTIONS)
            Duration idleTimeout,

            @Default("infinity") Optional<Integer> maxQueue,
            @Default("hidden") Secret token,
            @Default("0") @Applies(Applies.When.RESTART) int threads) {}

    record Listener(
            @Default("\"127.0.0.1:1883\"") String bind,
            @Default("true") boolean enable) {}

    @SettingsSection("listeners")
    record Listeners(@Default("{ default { } }") Map<String, Listener> tcp) {}

    @SettingsSection("authentication")
    record Authentication(@Whole List<SettingsNode> chain) {}

    @SettingsSection("users")
    record Users(List<User> list) {}

    record User(String name, @Default("false") boolean admin, Secret password) {}

    @SettingsSection("delayed")
    record Delayed(@Default("10") int limit, @Default("x") Secret key) {}

    record ElementKeys(
            String mechanism,
            Optional<String> backend,
            @Default("true") boolean enable) {}

    record Password(
            Optional<Secret> secret,
            List<User> users,
            @Default("plain") String algorithm) {}

    private final Path folder;
    final Sections sections;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> assignments = List.of();
    final List<String> events = new CopyOnWriteArrayList<>();

    Fixture(Path folder) throws IOException {
        this.folder = folder;
        this.sections = new Sections(List.of(
                new Section("mqtt", Mqtt.class, "core"),
                new Section("listeners", Listeners.class, "transport"),
                new Section("authentication", Authentication.class, "security"),
                new Section("users", Users.class, "users"),
                new Section("plugin_sections", PluginSections.class, "config")));
        if (!Files.exists(file())) {
            file("");
        }
    }

    Path file() {
        return folder.resolve("caracal.conf");
    }

    Path overrides() {
        return folder.resolve("configs/overrides.conf");
    }

    Path history() {
        return folder.resolve("configs/history");
    }

    Fixture file(String text) throws IOException {
        Files.writeString(file(), text);
        return this;
    }

    Fixture variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Fixture set(String assignment) {
        assignments = List.of(assignment);
        return this;
    }

    /** Starts without owners. */
    LiveConfiguration bare(Duration limit) throws SettingsException, IOException {
        Sources sources = new Sources(file(), environment, assignments);
        ConfigObject base = ConfigurationTree.load(sources);
        ChangeStore store = ChangeStore.open(folder.resolve("configs"));
        State state = new State(base, store.overrides());
        SettingsBinder binder = new SettingsBinder(environment, folder);
        StartCheck.check(state, sections, binder);
        LiveConfiguration configuration =
                new LiveConfiguration(state, sections, binder, () -> ConfigurationTree.load(sources), store, limit);
        configuration.recover();
        return configuration;
    }

    /** Starts with an obliging owner for each section. */
    LiveConfiguration start() throws SettingsException, IOException {
        LiveConfiguration configuration = bare(Duration.ofSeconds(20));
        configuration.add(new Owner<>(Mqtt.class, configuration, events));
        configuration.add(new Owner<>(Listeners.class, configuration, events, "authentication"));
        configuration.add(new Owner<>(Authentication.class, configuration, events));
        configuration.add(new Owner<>(Users.class, configuration, events));
        return configuration;
    }

    static ChangeRequest merge(String text) {
        return at("", text, Mode.MERGE);
    }

    static ChangeRequest replace(String text) {
        return at("", text, Mode.REPLACE);
    }

    static ChangeRequest at(String path, String text, Mode mode) {
        return new ChangeRequest(path, text, mode, WHO);
    }

    static final ChangeConditions WHO = ChangeConditions.of("admin", "127.0.0.1");
    static final ChangeConditions DRY = new ChangeConditions("admin", "127.0.0.1", true, Optional.empty());

    static List<String> paths(ChangeOutcome outcome) {
        return outcome.differences().stream()
                .map(difference -> difference.path())
                .toList();
    }

    /** Takes every change over, and tells what it is asked for. */
    static class Owner<T extends Record> implements SectionOwner<T> {
        private final Class<T> type;
        private final List<String> events;
        private final Set<String> dependencies;
        volatile T live;

        Owner(Class<T> type, LiveConfiguration configuration, List<String> events, String... dependencies) {
            this.type = type;
            this.events = events;
            this.dependencies = Set.of(dependencies);
            this.live = configuration.section(type);
        }

        @Override
        public Class<T> type() {
            return type;
        }

        @Override
        public T live() {
            return live;
        }

        @Override
        public Set<String> dependsOn() {
            return dependencies;
        }

        void tell(String what) {
            events.add(type.getSimpleName() + " " + what);
        }

        @Override
        public PreparedChange prepare(SectionChange<T> change) throws SettingsException {
            tell("prepare");
            return PreparedChange.of(
                    () -> {
                        live = change.after();
                        tell("commit");
                    },
                    () -> tell("abort"));
        }

        @Override
        public Optional<NodeTypes> nodeTypes() {
            return type == Authentication.class
                    ? Optional.of(new NodeTypes(
                            ElementKeys.class,
                            List.of(new NodeTypes.NodeType(
                                    Map.of("mechanism", "password_based", "backend", "db"), Password.class))))
                    : Optional.empty();
        }
    }
}
