package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;

/** The {@code key=value} pairs of the command line as a layer of the tree; a later one wins. */
final class Assignments {
    private Assignments() {}

    static Config of(List<String> assignments, List<Problem> problems) {
        Layer layer = new Layer();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String key = equals < 0
                    ? assignment.strip()
                    : assignment.substring(0, equals).strip();
            String origin = Origins.assignment(key);
            if (equals < 0) {
                problems.add(new Problem("", origin, "no value", "key=value, for example mqtt.max_inflight=64", ""));
                continue;
            }
            try {
                layer.put(
                        ConfigUtil.splitPath(key),
                        assignment.substring(equals + 1).strip(),
                        origin);
            } catch (ConfigException.BadPath e) {
                problems.add(new Problem("", origin, "no key", "a key with dots between its levels", ""));
            }
        }
        return layer.tree();
    }
}
