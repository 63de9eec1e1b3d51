package io.caracal.connect;

import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.SectionChange;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses to remove connectors that somebody uses, unless the same change lets the users go too. */
record InUse(SectionChange<ConnectorsSettings> change) {
    void check(Map<String, ManagedConnector> present) throws SettingsException {
        Set<String> wanted =
                change.after().connectors().stream().map(ConnectorSettings::id).collect(Collectors.toSet());
        List<Problem> problems = present.values().stream()
                .filter(connector -> !wanted.contains(connector.id()))
                .flatMap(connector -> problem(connector).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private List<Problem> problem(ManagedConnector connector) {
        List<String> users = connector.users().names().stream()
                .filter(user -> stays(user, connector.id()))
                .toList();
        return users.isEmpty()
                ? List.of()
                : List.of(new Problem(
                        "connectors." + connector.id().replace(':', '.'),
                        "",
                        "",
                        "connector " + connector.id() + " is in use by " + String.join(", ", users)
                                + " and cannot be removed",
                        "let them use another connector, or remove them first or in the same change"));
    }

    /** Whether a user will still refer to the connector: its section comes first in its name. */
    private boolean stays(String user, String id) {
        String section = user.split(" ", 2)[0];
        try {
            return change.value(section).map(tree -> mentions(tree, id)).orElse(true);
        } catch (IllegalArgumentException noSection) {
            return true;
        }
    }

    private static boolean mentions(Object tree, String id) {
        return switch (tree) {
            case Map<?, ?> map ->
                map.entrySet().stream().anyMatch(entry -> entry.getValue() != null && mentions(entry, id));
            case List<?> list -> list.stream().anyMatch(value -> value != null && mentions(value, id));
            default -> id.equals(tree);
        };
    }

    /** What is masked, because nobody here knows its type, may be any connector. */
    private static boolean mentions(Map.Entry<?, ?> entry, String id) {
        return mentions(entry.getValue(), id)
                || ("connector".equals(entry.getKey()) && ConfigurationAdministration.MASK.equals(entry.getValue()));
    }
}
