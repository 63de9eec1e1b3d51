package io.caracal.plugins;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.caracal.api.plugins.PluginInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The journal as JSON, for people to read when they have to. */
final class JournalText {
    private static final int FORMAT = 1;

    private JournalText() {}

    static String of(JournalState state) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put(
                "plugins",
                state.plugins().values().stream().map(JournalText::plugin).toList());
        state.pending().ifPresent(change -> root.put("change", change(change)));
        return ConfigValueFactory.fromMap(root)
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(true));
    }

    private static Map<String, Object> plugin(ManagedPlugin plugin) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", plugin.name());
        plugin.current().ifPresent(version -> map.put("current", version(version)));
        plugin.previous().ifPresent(version -> map.put("previous", version(version)));
        return map;
    }

    private static Map<String, Object> version(KeptVersion version) {
        return Map.of(
                "kind",
                version.kind().name(),
                "version",
                version.version(),
                "from",
                version.from(),
                "actor",
                version.actor(),
                "since",
                version.since().toString(),
                "bundles",
                version.bundles().stream().map(JournalText::bundle).toList());
    }

    private static Map<String, Object> bundle(KeptVersion.KeptBundle bundle) {
        return Map.of(
                "symbolic_name", bundle.symbolicName(),
                "version", bundle.version(),
                "sha256", bundle.sha256(),
                "coordinates", bundle.coordinates(),
                "provenance", bundle.provenance().name());
    }

    private static Map<String, Object> change(PendingChange change) {
        return Map.of(
                "operation", change.operation(),
                "name", change.name(),
                "from", change.from(),
                "to", change.to(),
                "actor", change.actor(),
                "source", change.source(),
                "since", change.since().toString(),
                "committed", change.committed());
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is no journal
     */
    static JournalState parse(String text) {
        try {
            Config root = ConfigFactory.parseString(
                    text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
            if (root.getInt("format") != FORMAT) {
                throw new IllegalArgumentException("its format is " + root.getInt("format")
                        + ", and this release reads " + FORMAT + "; it was written by another release");
            }
            Map<String, ManagedPlugin> plugins = new TreeMap<>();
            for (Config plugin : root.getConfigList("plugins")) {
                plugins.put(
                        plugin.getString("name"),
                        new ManagedPlugin(
                                plugin.getString("name"), version(plugin, "current"), version(plugin, "previous")));
            }
            return new JournalState(
                    plugins, root.hasPath("change") ? Optional.of(change(root.getConfig("change"))) : Optional.empty());
        } catch (ConfigException | DateTimeException | RefusedException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<KeptVersion> version(Config plugin, String key) throws RefusedException {
        if (!plugin.hasPath(key)) {
            return Optional.empty();
        }
        Config version = plugin.getConfig(key);
        List<? extends Config> bundles = version.getConfigList("bundles");
        KeptVersion.KeptBundle[] kept = new KeptVersion.KeptBundle[bundles.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = bundle(bundles.get(i));
        }
        return Optional.of(new KeptVersion(
                version.getEnum(PluginInfo.Kind.class, "kind"),
                version.getString("version"),
                version.getString("from"),
                version.getString("actor"),
                Instant.parse(version.getString("since")),
                List.of(kept)));
    }

    private static KeptVersion.KeptBundle bundle(Config bundle) throws RefusedException {
        return new KeptVersion.KeptBundle(
                bundle.getString("symbolic_name"),
                bundle.getString("version"),
                // Also because it becomes a file's name.
                Sha256.parse(bundle.getString("sha256")),
                bundle.getString("coordinates"),
                bundle.getEnum(Provenance.class, "provenance"));
    }

    private static PendingChange change(Config change) {
        return new PendingChange(
                change.getString("operation"),
                change.getString("name"),
                change.getString("from"),
                change.getString("to"),
                change.getString("actor"),
                change.getString("source"),
                Instant.parse(change.getString("since")),
                change.getBoolean("committed"));
    }
}
