package io.caracal.config.change;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.config.tree.Hocon;
import io.caracal.config.tree.RequestText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The run-time changes on disk, as HOCON: a layer like the configuration file, but written by the broker. */
final class OverridesFile {
    private static final String HEADER = """
            # Settings that were changed while the broker ran (REST, command line, dashboard). The broker writes this file.
            # What the configuration file, the environment or --set say counts more.
            """;

    private static final ConfigRenderOptions JSON =
            ConfigRenderOptions.defaults().setOriginComments(false).setComments(false);

    private final Path file;

    OverridesFile(Path file) {
        this.file = file;
    }

    /** What is stored; empty if nothing ever was. */
    ConfigObject read() throws SettingsException {
        try {
            return RequestText.tree(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            return Trees.EMPTY;
        } catch (IOException e) {
            throw new SettingsException(List.of(new Problem(
                    "",
                    file.toString(),
                    "an unreadable file (" + e.getMessage() + ")",
                    "a text file in UTF-8 that the broker's user may read",
                    "mend it, or take it away to give up all run-time changes")));
        }
    }

    /**
     * Replaces what is stored.
     *
     * @return the same, as it stands in the file
     */
    ConfigObject write(ConfigObject overrides) throws IOException {
        String text = HEADER + text(overrides);
        PrivateFile.write(file, text);
        return parsed(text, overrides, file.toString());
    }

    /** As a person would write it, if that reads as the same. */
    static String text(ConfigObject overrides) {
        String pleasant = Hocon.of(sorted(overrides));
        return parsed(pleasant, Trees.EMPTY, RequestText.ORIGIN).equals(overrides) ? pleasant : overrides.render(JSON);
    }

    private static ConfigObject parsed(String text, ConfigObject otherwise, String origin) {
        try {
            return RequestText.tree(text, origin);
        } catch (SettingsException e) {
            return otherwise;
        }
    }

    private static Map<String, @Nullable Object> sorted(ConfigObject object) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        object.forEach((key, value) ->
                sorted.put(key, value instanceof ConfigObject inner ? sorted(inner) : value.unwrapped()));
        return sorted;
    }
}
