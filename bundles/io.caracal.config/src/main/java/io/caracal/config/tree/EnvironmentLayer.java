package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables as a layer of the tree: {@code CARACAL_LISTENERS__TCP__DEFAULT__BIND} sets
 * {@code listeners.tcp.default.bind}. Two underscores separate levels, a single one stays.
 */
public final class EnvironmentLayer {
    private static final String PREFIX = "CARACAL_";
    private static final String SEPARATOR = "__";

    /** What the start script and the launcher read themselves; no section may ever have these names. */
    private static final Set<String> RESERVED = Set.of(
            "CARACAL_HOME",
            "CARACAL_DATA",
            "CARACAL_CONFIG",
            "CARACAL_PLUGINS",
            "CARACAL_JAVA_HOME",
            "CARACAL_JAVA_OPTS",
            "CARACAL_PID_FILE",
            "CARACAL_START_TIMEOUT");

    /**
     * Kubernetes and Docker links set these in every container of a namespace that has a service named {@code caracal} or
     * {@code caracal-…}; nobody meant them as settings.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile("CARACAL_(?:[A-Z0-9_]+_)?"
            + "(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)");

    private EnvironmentLayer() {}

    /** The layer that these variables make; those that are not for the tree are left out. */
    public static Config of(Map<String, String> environment) {
        Layer layer = new Layer();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (isSetting(variable.getKey())) {
                layer.put(keys(variable.getKey()), variable.getValue(), Origins.variable(variable.getKey()));
            }
        }
        return layer.tree();
    }

    /** The variable that sets a key, {@code mqtt.max_inflight} by {@code CARACAL_MQTT__MAX_INFLIGHT}. */
    public static String variable(String path) {
        return PREFIX + String.join(SEPARATOR, ConfigUtil.splitPath(path)).toUpperCase(Locale.ROOT);
    }

    private static boolean isSetting(String name) {
        boolean link = !name.contains(SEPARATOR) && SERVICE_LINK.matcher(name).matches();
        return name.startsWith(PREFIX) && name.length() > PREFIX.length() && !RESERVED.contains(name) && !link;
    }

    private static List<String> keys(String variable) {
        return List.of(
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split(SEPARATOR, -1));
    }
}
