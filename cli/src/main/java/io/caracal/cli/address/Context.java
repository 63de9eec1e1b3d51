package io.caracal.cli.address;

import io.caracal.cli.json.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker that was given a name.
 *
 * @param url as {@code --url} takes it
 * @param user who has logged in; null with an API key
 * @param token what the login gave; null without a login
 * @param apiKey {@code KEY:SECRET}, {@code file:PATH} or {@code env:NAME}; null for none
 * @param certificates path of a PEM file; null for those of the JVM
 */
public record Context(
        String url,
        @Nullable String user,
        @Nullable String token,
        @Nullable String apiKey,
        @Nullable String certificates) {

    static Context of(Node node) {
        return new Context(
                node.text("url", ""),
                textOrNull(node, "user"),
                textOrNull(node, "token"),
                textOrNull(node, "api_key"),
                textOrNull(node, "cacert"));
    }

    /** The same broker, with the login changed: null for none. */
    public Context withLogin(@Nullable String newUser, @Nullable String newToken) {
        return new Context(url, newUser, newToken, apiKey, certificates);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("url", url);
        putIfThere(map, "user", user);
        putIfThere(map, "token", token);
        putIfThere(map, "api_key", apiKey);
        putIfThere(map, "cacert", certificates);
        return map;
    }

    private static void putIfThere(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static @Nullable String textOrNull(Node node, String name) {
        Object value = node.at(name).value();
        return value == null ? null : value.toString();
    }
}
