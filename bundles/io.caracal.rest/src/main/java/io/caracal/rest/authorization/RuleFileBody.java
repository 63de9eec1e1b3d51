package io.caracal.rest.authorization;

import io.caracal.api.auth.RuleFile;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The key {@code rules} of the source {@code file}: what is in the file. */
final class RuleFileBody {
    static final String KEY = "rules";
    static final String TYPE = "file";

    private final RuleFile file;
    private final JsonMapper mapper = Json.mapper();

    RuleFileBody(RuleFile file) {
        this.file = file;
    }

    /** Puts the file's text, or what is wrong with it, among the keys of its source. */
    void show(Map<String, Object> source) {
        try {
            file.read().ifPresent(content -> {
                source.put(KEY, content.text());
                source.put("file", content.path());
                content.problem().ifPresent(problem -> source.put("problem", problem));
            });
        } catch (IOException e) {
            source.put("problem", String.valueOf(e.getMessage()));
        }
    }

    /** Writes what was given: the text of the file, or a list of rules. */
    void write(Object rules) {
        String text =
                switch (rules) {
                    case String hocon -> hocon;
                    case List<?> list -> mapper.writeValueAsString(Map.of(KEY, list));
                    default ->
                        throw RestException.badRequest(
                                "rules: expected the text of the file, rules = [ … ], or a list of rules");
                };
        try {
            if (file.write(text).isEmpty()) {
                throw new RestException(ErrorCode.CONFLICT, "no source file runs, so there is nothing to write to");
            }
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("rules: " + e.getMessage());
        } catch (IOException e) {
            throw new RestException(
                    ErrorCode.SERVICE_UNAVAILABLE, "the file of rules cannot be written, nothing has changed: " + e);
        }
    }

    /** Takes the rules out of a body; they are no key of the configuration. */
    static Optional<Object> take(Map<String, @Nullable Object> body) {
        body.remove("file");
        body.remove("problem");
        return Optional.ofNullable(body.remove(KEY));
    }
}
