package io.caracal.security.users;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import io.caracal.security.users.UserFiles.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users as a JSON list of objects, read by what reads the configuration. */
final class JsonUsers {
    private JsonUsers() {}

    static List<Row> read(String text) {
        Config file;
        try {
            file = ConfigFactory.parseString(
                    "{\"users\":" + text + "}", ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        } catch (ConfigException e) {
            // Its message repeats parts of the text.
            throw new IllegalArgumentException("a text was given that is no JSON, expected a list [{\"user_id\": …}]");
        }
        List<? extends ConfigValue> users;
        try {
            users = file.getList("users");
        } catch (ConfigException e) {
            throw new IllegalArgumentException("something else was given, expected a list [{\"user_id\": …}]");
        }
        List<Row> rows = new ArrayList<>(users.size());
        for (ConfigValue user : users) {
            String place = "user " + (rows.size() + 1);
            if (!(user instanceof ConfigObject object)) {
                throw new IllegalArgumentException(place + ": something else was given, expected {\"user_id\": …}");
            }
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            object.forEach((name, value) -> values.put(name, scalar(place, name, value)));
            rows.add(new Row(place, values));
        }
        return rows;
    }

    private static @Nullable String scalar(String place, String name, ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
            case NULL -> null;
            case OBJECT, LIST ->
                throw new IllegalArgumentException(
                        place + ": " + name + " was given as a list or an object, expected a text");
        };
    }
}
