package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one tree of file, environment and assignments; the records' defaults join when it is bound. */
public final class ConfigurationTree {
    private ConfigurationTree() {}

    /**
     * The merged tree with all substitutions resolved.
     *
     * @throws SettingsException if the file is missing or is not HOCON, or a substitution leads nowhere
     */
    public static ConfigObject load(Sources sources) throws SettingsException {
        List<Problem> problems = new ArrayList<>();
        Config assignments = Assignments.of(sources.assignments(), problems);
        try {
            Config merged = assignments
                    .withFallback(EnvironmentLayer.of(sources.environment()))
                    .withFallback(ConfigurationFile.read(sources.file()))
                    .resolve(ConfigResolveOptions.noSystem().appendResolver(new Variables(sources.environment())));
            if (problems.isEmpty()) {
                return merged.root();
            }
        } catch (InvalidFileException e) {
            problems.add(e.problem());
        } catch (ConfigException e) {
            problems.add(SyntaxProblem.of(e, sources.file().toString()));
        }
        throw new SettingsException(problems);
    }

    /** Lets {@code ${NAME}} reach the environment that we were given, which need not be the process's. */
    private record Variables(Map<String, String> environment) implements ConfigResolver {
        @Override
        @SuppressWarnings("NullAway") // the library's contract: null says that this resolver does not know the name
        public @Nullable ConfigValue lookup(String path) {
            String value = environment.get(path);
            return value == null ? null : TextValue.of(value, Origins.variable(path));
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this;
        }
    }
}
