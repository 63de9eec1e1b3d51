package io.caracal.connect;

import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The section {@code connectors}. */
@SettingsSection("connectors")
@Description(
        "Connectors: connections to databases and servers, each configured once and shared by all who refer to it as TYPE:NAME. "
                + "connectors.mysql.main { enable, description, tags, resource_opts { … }, and the keys of the type }. A connector whose type is not "
                + "installed is disconnected until it is; one in use cannot be removed.")
public record ConnectorsSettings(
        @Whole
        @Description("By type (mysql, postgresql, http, …) and name; names are letters, digits, _ and -, up to 64.")
        Map<String, Map<String, SettingsNode>> types) {
    private static final int LONGEST_NAME = 64;

    /** Checks what does not depend on the type. */
    public ConnectorsSettings {
        types = Map.copyOf(types);
        var unused = read(types);
    }

    /** All connectors, in no order. */
    List<ConnectorSettings> connectors() {
        return read(types);
    }

    private static List<ConnectorSettings> read(Map<String, Map<String, SettingsNode>> types) {
        List<ConnectorSettings> connectors = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        types.forEach((type, named) -> named.forEach((name, node) -> {
            try {
                if (name.length() > LONGEST_NAME) {
                    problems.add(node.path() + ": a name of " + name.length()
                            + " characters was given, expected at most " + LONGEST_NAME);
                }
                connectors.add(ConnectorSettings.of(type, name, node));
            } catch (SettingsException e) {
                e.problems().forEach(problem -> problems.add(problem.toString()));
            }
        }));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" | ", problems));
        }
        return connectors;
    }
}
