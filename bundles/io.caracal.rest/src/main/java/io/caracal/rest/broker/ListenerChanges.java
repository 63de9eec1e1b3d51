package io.caracal.rest.broker;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Makes, changes and deletes listeners: by changes of section {@code listeners} of the configuration. */
final class ListenerChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerChanges.class);
    private static final Pattern ID = Pattern.compile("(tcp|ssl|ws|wss):([A-Za-z0-9_-]{1,64})");

    private final ConfigurationAdministration configuration;
    private final JsonMapper mapper = Json.mapper();

    ListenerChanges(ConfigurationAdministration configuration) {
        this.configuration = configuration;
    }

    /** @param settings as keys of the configuration; those that are not named stay as they are */
    void put(String id, Map<String, @Nullable Object> settings, RestCall call) {
        Matcher name = parse(id);
        change("listeners." + name.group(1), Map.of(name.group(2), settings), call);
    }

    void remove(String id, RestCall call) {
        Matcher name = parse(id);
        change("listeners." + name.group(1), Collections.singletonMap(name.group(2), null), call);
    }

    private static Matcher parse(String id) {
        Matcher name = ID.matcher(id);
        if (!name.matches()) {
            throw RestException.badRequest(
                    "id: given \"" + id
                            + "\", expected tcp:, ssl:, ws: or wss: and a name of up to 64 letters, digits, - and _, such as tcp:second");
        }
        return name;
    }

    private void change(String path, Map<String, ?> value, RestCall call) {
        try {
            ChangeOutcome outcome = configuration.change(new ChangeRequest(
                    path,
                    mapper.writeValueAsString(value),
                    ChangeRequest.Mode.MERGE,
                    ChangeConditions.of(call.actor(), call.sourceAddress())));
            LOG.debug("listeners changed, revision={}", outcome.revision());
        } catch (SettingsException e) {
            throw RestException.badRequest(String.valueOf(e.getMessage()));
        } catch (PinnedKeysException e) {
            throw new RestException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()));
        } catch (RevisionConflictException e) {
            throw new IllegalStateException("no revision was expected", e);
        } catch (IOException e) {
            LOG.error("a change of listeners cannot be stored", e);
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the change cannot be stored, so it was not applied; the log has the cause");
        }
    }
}
