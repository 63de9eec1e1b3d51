package io.caracal.rest.configs;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all changes of the configuration have in common: conditions, refusals, the answer. */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private Changes() {}

    /** A change, as the configuration takes it. */
    interface Change {
        ChangeOutcome apply() throws SettingsException, PinnedKeysException, RevisionConflictException, IOException;
    }

    /** @param current the revision in force, which {@code If-Match} may name among others */
    static ChangeConditions conditions(RestCall call, boolean dryRun, @Nullable String ifMatch, String current) {
        return new ChangeConditions(
                call.actor(),
                call.sourceAddress(),
                dryRun,
                Optional.ofNullable(ifMatch).flatMap(given -> expected(given, current)));
    }

    private static Optional<String> expected(String ifMatch, String current) {
        if (ifMatch.strip().equals("*")) {
            return Optional.empty();
        }
        List<String> tags = List.of(ifMatch.strip().split("\\s*,\\s*"));
        return Optional.of(
                tags.contains('"' + current + '"') ? current : tags.getFirst().replace("\"", ""));
    }

    static Response apply(RestCall call, Change change) {
        try {
            Outcome outcome = Outcome.of(change.apply());
            outcome.note(call);
            return Response.ok(outcome, MediaType.APPLICATION_JSON_TYPE)
                    .tag(new EntityTag(outcome.revision()))
                    .build();
        } catch (SettingsException e) {
            throw new RestException(
                    ErrorCode.BAD_REQUEST,
                    String.valueOf(e.getMessage()),
                    Map.of(
                            "problems",
                            e.problems().stream().map(Changes::problem).toList()));
        } catch (PinnedKeysException e) {
            throw new RestException(
                    ErrorCode.CONFLICT,
                    String.valueOf(e.getMessage()),
                    Map.of("pins", e.pins().stream().map(Changes::pin).toList()));
        } catch (RevisionConflictException e) {
            throw new RestException(ErrorCode.PRECONDITION_FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("a change of the configuration cannot be stored", e);
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "the change cannot be stored, so it was not applied; the log has the cause");
        }
    }

    private static Map<String, String> problem(Problem problem) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("path", problem.path());
        told.put("origin", problem.origin());
        told.put("given", problem.given());
        told.put("expected", problem.expected());
        told.put("suggestion", problem.suggestion());
        return told;
    }

    private static Map<String, String> pin(KeyOrigin pin) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("path", pin.path());
        told.put("layer", pin.layer().name().toLowerCase(Locale.ROOT));
        told.put("place", pin.place());
        return told;
    }
}
