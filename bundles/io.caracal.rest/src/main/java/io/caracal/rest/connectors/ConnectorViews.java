package io.caracal.rest.connectors;

import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.connector.ConnectorAdministration.Report;
import io.caracal.api.connector.ConnectorStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connectors as they are shown: what is configured, secrets masked, and how they are. */
record ConnectorViews(ConfigurationAdministration configuration, String node) {
    /** What is shown and not configured. */
    static final Set<String> SHOWN_ONLY = Set.of("status", "status_reason", "node_status", "users");

    Map<String, Object> of(Report report) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("type", report.type());
        view.put("name", report.name());
        view.put("enable", report.enable());
        configured(report).forEach((key, value) -> {
            if (value != null) {
                view.put(key, value);
            }
        });
        view.put("users", report.users());
        status(view, report.status());
        Map<String, Object> here = new LinkedHashMap<>();
        here.put("node", node);
        status(here, report.status());
        view.put("node_status", List.of(here));
        return view;
    }

    private Map<String, @Nullable Object> configured(Report report) {
        Object value = configuration
                .read(new ConnectorId(report.type(), report.name()).path())
                .map(ConfigurationView::value)
                .orElse(null);
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> keys.put(String.valueOf(key), inner));
        }
        return keys;
    }

    private static void status(Map<String, Object> view, ConnectorStatus status) {
        view.put("status", status.state().word());
        if (!status.reason().isEmpty()) {
            view.put("status_reason", status.reason());
        }
    }
}
