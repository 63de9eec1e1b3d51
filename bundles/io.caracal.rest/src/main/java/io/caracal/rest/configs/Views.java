package io.caracal.rest.configs;

import io.caracal.api.config.ConfigurationView;
import io.caracal.api.config.ConfigurationView.KeyOrigin;
import io.caracal.api.rest.Describe;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Writes a part of the configuration for whoever asked. */
final class Views {
    private Views() {}

    /** Where a value was set. */
    record Origin(
            @Describe("The key.") String path,

            @Describe("default, runtime, file, environment, command_line")
            String layer,

            @Describe("File and line, variable, or option; empty for defaults.")
            String place,

            @Describe("Whether changes at run time are refused.")
            boolean pinned) {
        static Origin of(KeyOrigin origin) {
            return new Origin(
                    origin.path(), origin.layer().name().toLowerCase(Locale.ROOT), origin.place(), origin.pinned());
        }

        String comment() {
            return "# " + path + ": " + layer + (place.isEmpty() ? "" : ", " + place);
        }
    }

    /** Values with their origins. */
    record WithOrigins(@Nullable Object value, List<Origin> origins, List<String> pendingRestart) {}

    /** Whether the caller would rather have text than JSON. */
    static boolean wantsText(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
                return true;
            }
        }
        return false;
    }

    static Response answer(ConfigurationView view, boolean origin, boolean text) {
        List<Origin> origins = view.origins().stream().map(Origin::of).toList();
        Response.ResponseBuilder answer = text ? text(view, origin ? origins : List.of()) : json(view, origin, origins);
        return answer.tag(new EntityTag(view.revision())).build();
    }

    private static Response.ResponseBuilder text(ConfigurationView view, List<Origin> origins) {
        String comments =
                origins.stream().map(origin -> origin.comment() + "\n").collect(Collectors.joining());
        return Response.ok(
                view.text().stripTrailing() + "\n" + comments, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"));
    }

    private static Response.ResponseBuilder json(ConfigurationView view, boolean origin, List<Origin> origins) {
        Object value = origin ? new WithOrigins(view.value(), origins, view.pendingRestart()) : literal(view.value());
        return Response.ok(value, MediaType.APPLICATION_JSON_TYPE);
    }

    /** A text as JSON has quotes; by itself it would be written as plain text. */
    private static @Nullable Object literal(@Nullable Object value) {
        return value instanceof String string ? StringNode.valueOf(string) : value;
    }
}
