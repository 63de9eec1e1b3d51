package io.caracal.config.change;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ChangeRequest.Mode;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.settings.Problems;
import io.caracal.config.tree.RequestText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param path the place of the text in the tree
 * @param tree what shall be, from the root; masks are replaced by the secrets that they stand for
 * @param replace whether other run-time changes at this place go
 */
record GivenChange(List<String> path, ConfigObject tree, boolean replace) {
    /**
     * Reads a request.
     *
     * @param shown the configuration as administrators see it
     */
    static GivenChange read(ChangeRequest request, Map<String, @Nullable Object> shown, State state)
            throws SettingsException {
        List<String> path = path(request.path());
        ConfigValue value = RequestText.parse(request.text());
        if (path.isEmpty() && !(value instanceof ConfigObject)) {
            throw problem("a list", "sections, or the name of one in the address", "");
        }
        ConfigObject tree = path.isEmpty() && value instanceof ConfigObject object ? object : Trees.of(path, value);
        Problems problems = new Problems();
        ConfigValue restored = new MaskedValues(problems).restore("", tree, shown, state.merged());
        problems.throwIfAny();
        return new GivenChange(path, (ConfigObject) restored, request.mode() == Mode.REPLACE);
    }

    /** A path from its text; empty for the root. */
    static List<String> path(String text) throws SettingsException {
        try {
            return text.isEmpty() ? List.of() : List.copyOf(ConfigUtil.splitPath(text));
        } catch (ConfigException.BadPath e) {
            throw problem("a key that cannot be read", "names with dots between them", "");
        }
    }

    private static SettingsException problem(String given, String expected, String suggestion) {
        return new SettingsException(List.of(new Problem("", RequestText.ORIGIN, given, expected, suggestion)));
    }

    /** The run-time changes that this change starts from. */
    ConfigObject cleared(ConfigObject overrides) {
        if (!replace) {
            return overrides;
        }
        ConfigObject rest = overrides;
        List<List<String>> targets =
                path.isEmpty() ? tree.keySet().stream().map(List::of).toList() : List.of(path);
        for (List<String> target : targets) {
            rest = Trees.without(rest, target);
        }
        return rest;
    }
}
