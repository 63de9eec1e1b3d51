package io.caracal.rest.connectors;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SettingsException;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Makes, changes and deletes connectors: by changes of section {@code connectors} of the configuration. */
final class ConnectorChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorChanges.class);

    private final ConfigurationAdministration configuration;
    private final JsonMapper mapper = Json.mapper();

    ConnectorChanges(ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** These settings and no others. */
    void replace(ConnectorId id, Map<String, ?> settings, RestCall call) {
        change(id.path(), settings, Mode.REPLACE, ErrorCode.BAD_REQUEST, call);
    }

    /** One setting; the others stay. */
    void set(ConnectorId id, String key, Object value, RestCall call) {
        change(id.path(), Map.of(key, value), Mode.MERGE, ErrorCode.BAD_REQUEST, call);
    }

    /** Refused with a conflict if somebody uses it. */
    void remove(ConnectorId id, RestCall call) {
        change(
                "connectors." + id.type(),
                Collections.singletonMap(id.name(), null),
                Mode.MERGE,
                ErrorCode.CONFLICT,
                call);
    }

    private void change(String path, Map<String, ?> value, Mode mode, ErrorCode refusal, RestCall call) {
        try {
            ChangeOutcome outcome = configuration.change(new ChangeRequest(
                    path,
                    mapper.writeValueAsString(value),
                    mode,
                    ChangeConditions.of(call.actor(), call.sourceAddress())));
            LOG.debug("connectors changed, revision={}", outcome.revision());
        } catch (SettingsException e) {
            throw new RestException(refusal, String.valueOf(e.getMessage()));
        } catch (PinnedKeysException e) {
            throw new RestException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        } catch (RevisionConflictException e) {
            throw new IllegalStateException("no revision was expected", e);
        } catch (IOException e) {
            LOG.error("a change of connectors cannot be stored", e);
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the change cannot be stored, so it was not applied; the log has the cause");
        }
    }
}
