package io.caracal.rest.authorization;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SettingsException;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads and changes the section {@code authorization} of the configuration. */
final class AuthorizationChanges {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationChanges.class);
    private static final String SECTION = "authorization";
    private static final String SOURCES = "sources";

    /** How often a change is tried again that others came before. */
    private static final int TRIES = 5;

    private final ConfigurationAdministration configuration;
    private final JsonMapper mapper = Json.mapper();

    AuthorizationChanges(ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** Everything but the sources. */
    Map<String, Object> settings() {
        Map<String, Object> settings = section(view());
        settings.remove(SOURCES);
        return settings;
    }

    void settings(Map<String, @Nullable Object> changed, RestCall call) {
        if (changed.containsKey(SOURCES)) {
            throw RestException.badRequest(
                    "sources: was given, expected settings; sources are changed below" + " authorization/sources");
        }
        try {
            change(SECTION, changed, Optional.empty(), call);
        } catch (RevisionConflictException e) {
            throw new IllegalStateException("no revision was expected", e);
        }
    }

    /** The sources in their order, as they are configured, defaults included, secrets masked. */
    List<Map<String, Object>> sources() {
        return sources(view());
    }

    /** Changes the list of sources, as a whole; again if somebody else changed the configuration meanwhile. */
    void sources(UnaryOperator<List<Map<String, Object>>> change, RestCall call) {
        for (int i = 1; ; i++) {
            ConfigurationView view = view();
            List<Map<String, Object>> wanted = change.apply(new ArrayList<>(sources(view)));
            try {
                change(SECTION, Map.of(SOURCES, wanted), Optional.of(view.revision()), call);
                return;
            } catch (RevisionConflictException e) {
                if (i == TRIES) {
                    throw new RestException(
                            ErrorCode.CONFLICT, "others change the configuration all the time; try again later");
                }
            }
        }
    }

    private ConfigurationView view() {
        return configuration
                .read(SECTION)
                .orElseThrow(() -> new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker is starting"));
    }

    private static Map<String, Object> section(ConfigurationView view) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (view.value() instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) {
                    section.put(String.valueOf(key), value);
                }
            });
        }
        return section;
    }

    private static List<Map<String, Object>> sources(ConfigurationView view) {
        List<Map<String, Object>> sources = new ArrayList<>();
        if (section(view).get(SOURCES) instanceof List<?> list) {
            for (Object each : list) {
                Map<String, Object> source = new LinkedHashMap<>();
                if (each instanceof Map<?, ?> map) {
                    map.forEach((key, value) -> {
                        if (value != null) {
                            source.put(String.valueOf(key), value);
                        }
                    });
                }
                sources.add(source);
            }
        }
        return sources;
    }

    private void change(String path, Map<String, ?> value, Optional<String> revision, RestCall call)
            throws RevisionConflictException {
        try {
            configuration.change(new ChangeRequest(
                    path,
                    mapper.writeValueAsString(value),
                    Mode.MERGE,
                    new ChangeConditions(call.actor(), call.sourceAddress(), false, revision)));
        } catch (SettingsException e) {
            throw RestException.badRequest(String.valueOf(e.getMessage()));
        } catch (PinnedKeysException e) {
            throw new RestException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("a change of authorization cannot be stored", e);
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the change cannot be stored, so it was not applied; the log has the cause");
        }
    }
}
