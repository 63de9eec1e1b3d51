package io.caracal.rest.authentication;

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

/** Reads and changes a chain in the configuration, and the bounds of all of them. */
final class ChainConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ChainConfiguration.class);
    private static final String SETTINGS = "authentication_settings";

    /** How often a change is tried again that others came before. */
    private static final int TRIES = 5;

    private final ConfigurationAdministration configuration;
    private final JsonMapper mapper = Json.mapper();

    ChainConfiguration(ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** What the keys of the bounds are now. */
    Map<String, Object> settings() {
        return object(view(SETTINGS).value());
    }

    void settings(Map<String, @Nullable Object> changed, RestCall call) {
        try {
            change(SETTINGS, changed, Optional.empty(), call);
        } catch (RevisionConflictException e) {
            throw new IllegalStateException("no revision was expected", e);
        }
    }

    /** The elements in their order, as they are configured, secrets masked. */
    List<Map<String, Object>> elements(ChainName chain) {
        return elements(view(chain));
    }

    /** Changes the list of elements, as a whole; again if somebody else changed the configuration meanwhile. */
    void elements(ChainName chain, UnaryOperator<List<Map<String, Object>>> change, RestCall call) {
        for (int i = 1; ; i++) {
            ConfigurationView view = view(chain);
            List<Map<String, Object>> wanted = change.apply(new ArrayList<>(elements(view)));
            try {
                change(chain.path(), wanted, Optional.of(view.revision()), call);
                return;
            } catch (RevisionConflictException e) {
                if (i == TRIES) {
                    throw new RestException(
                            ErrorCode.CONFLICT, "others change the configuration all the time; try again later");
                }
            }
        }
    }

    private ConfigurationView view(ChainName chain) {
        return configuration
                .read(chain.path())
                .orElseThrow(() -> RestException.notFound(
                        "there is no listener \"" + chain.listener() + "\"; GET listeners tells which there are"));
    }

    private ConfigurationView view(String path) {
        return configuration
                .read(path)
                .orElseThrow(() -> new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker is starting"));
    }

    private static List<Map<String, Object>> elements(ConfigurationView view) {
        List<Map<String, Object>> elements = new ArrayList<>();
        if (view.value() instanceof List<?> list) {
            list.forEach(each -> elements.add(object(each)));
        }
        return elements;
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                if (each != null) {
                    object.put(String.valueOf(key), each);
                }
            });
        }
        return object;
    }

    private void change(String path, Object value, Optional<String> revision, RestCall call)
            throws RevisionConflictException {
        try {
            var outcome = configuration.change(new ChangeRequest(
                    path,
                    mapper.writeValueAsString(value),
                    Mode.MERGE,
                    new ChangeConditions(call.actor(), call.sourceAddress(), false, revision)));
            LOG.debug("{} changed, revision={}", path, outcome.revision());
        } catch (SettingsException e) {
            throw RestException.badRequest(String.valueOf(e.getMessage()));
        } catch (PinnedKeysException e) {
            throw new RestException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("a change of authentication cannot be stored", e);
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the change cannot be stored, so it was not applied; the log has the cause");
        }
    }
}
