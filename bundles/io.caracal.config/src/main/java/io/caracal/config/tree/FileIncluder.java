package io.caracal.config.tree;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import io.caracal.api.config.SettingsException.Problem;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Includes relative to the file that asks. Stricter than HOCON by itself: a missing file is an error, because a mistyped name
 * must not silently leave out the settings that protect the broker; nothing is fetched from URLs or the class path.
 */
final class FileIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final String ADVICE = "the name is relative to the file with the include";

    private final Path file;
    private final List<Path> outer;

    FileIncluder(Path file) {
        this(file, List.of());
    }

    private FileIncluder(Path file, List<Path> outer) {
        this.file = file;
        this.outer = new ArrayList<>(outer);
        this.outer.add(file.toAbsolutePath().normalize());
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (what.contains("://")) {
            throw refused(what, "a URL");
        }
        Path included = file.resolveSibling(what);
        if (outer.contains(included.toAbsolutePath().normalize())) {
            throw refused(what, "a file that includes itself");
        }
        return ConfigurationFile.parse(
                        included,
                        ConfigurationFile.text(included, origin(what), ADVICE),
                        new FileIncluder(included, outer))
                .root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.toString());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString(), "a URL");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused(what, "a class path resource");
    }

    private InvalidFileException refused(String what, String given) {
        return new InvalidFileException(
                new Problem("", origin(what), given + " (" + what + ")", "include of another file", ADVICE));
    }

    /** The parser does not tell the line of the include, so the file is searched for it. */
    private String origin(String what) {
        List<String> lines =
                ConfigurationFile.text(file, file.toString(), "").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("include") && line.contains(what)) {
                return file + ": " + (i + 1);
            }
        }
        return file.toString();
    }
}
