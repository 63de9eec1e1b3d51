package io.caracal.config.change;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.caracal.api.config.Difference;
import io.caracal.api.config.HistoryEntry;
import io.caracal.api.config.HistoryEntry.Operation;
import io.caracal.api.config.SettingsException;
import io.caracal.config.tree.RequestText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A change with what it takes to undo it.
 *
 * @param entry for everybody's eyes
 * @param before the run-time changes before it, secrets included
 * @param after the run-time changes after it, secrets included
 */
record StoredChange(HistoryEntry entry, ConfigObject before, ConfigObject after) {
    String text() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", entry.id());
        tree.put("at", entry.at().toString());
        tree.put("actor", entry.actor());
        tree.put("source", entry.source());
        tree.put("operation", entry.operation().name());
        entry.undoes().ifPresent(id -> tree.put("undoes", id));
        tree.put(
                "differences",
                entry.differences().stream().map(StoredChange::difference).toList());
        tree.put("before", before);
        tree.put("after", after);
        return ConfigValueFactory.fromMap(tree)
                .render(ConfigRenderOptions.defaults().setOriginComments(false));
    }

    private static Map<String, @Nullable Object> difference(Difference difference) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("path", difference.path());
        tree.put("before", difference.before());
        tree.put("after", difference.after());
        return tree;
    }

    /** Empty if the text is none of ours. */
    static Optional<StoredChange> parse(String text, String file) {
        try {
            ConfigObject root = RequestText.tree(text, file);
            Config config = root.toConfig();
            HistoryEntry entry = new HistoryEntry(
                    config.getLong("id"),
                    Instant.parse(config.getString("at")),
                    config.getString("actor"),
                    config.getString("source"),
                    Operation.valueOf(config.getString("operation")),
                    differences(config.getList("differences")),
                    config.hasPath("undoes") ? OptionalLong.of(config.getLong("undoes")) : OptionalLong.empty());
            return Optional.of(new StoredChange(entry, config.getObject("before"), config.getObject("after")));
        } catch (SettingsException | ConfigException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Difference> differences(ConfigList list) {
        List<Difference> differences = new ArrayList<>();
        for (var element : list) {
            if (element instanceof ConfigObject object) {
                Map<String, Object> tree = object.unwrapped();
                differences.add(
                        new Difference(String.valueOf(tree.get("path")), tree.get("before"), tree.get("after")));
            }
        }
        return differences;
    }
}
