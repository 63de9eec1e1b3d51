package io.caracal.config.template;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.settings.Expectation;
import io.caracal.config.settings.Shape;
import io.caracal.config.settings.ShapeReader;
import io.caracal.config.tree.Origins;
import io.caracal.config.tree.TextValue;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the commented default configuration from settings records. Lines that start with {@code ##} explain, lines that start
 * with a single {@code #} hold a key with its default. Sections stand uncommented, so that taking the sign away from one line is
 * enough to change one setting; the file as it is written and the file with all signs taken away both mean the defaults.
 */
public final class DefaultConfiguration {
    private static final String HEADER = """
            The configuration of Caracal, in HOCON: key = value, section { … }, [ list ]. JSON is HOCON, too.
            Every key is here with its default: take away the # to change it. An unknown key is an error.

            Durations: 500ms, 15s, 30m, 2h, 7d, 1h30m; a number without a unit is milliseconds.
            Sizes: 512B, 64KB, 1MB, 2GB in powers of 1024; a number without a unit is bytes.
            Secrets: the value itself, "file:/path" or "env:NAME".
            Other files: include "other.conf", relative to this one.

            Stronger than this file: CARACAL_MQTT__MAX_INFLIGHT=64 in the environment (two underscores between levels),
            then --set mqtt.max_inflight=64. Check it all without a start: caracal config check""";

    private final Page page = new Page();

    private DefaultConfiguration() {}

    /**
     * The file's text.
     *
     * @param sections records with {@link SettingsSection}, in the order in which they shall stand
     * @throws IllegalArgumentException if a record has no section or needs a value that has no default
     */
    public static String of(List<Class<? extends Record>> sections) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.page.comment(HEADER);
        sections.forEach(configuration::section);
        return configuration.page.toString();
    }

    private void section(Class<? extends Record> type) {
        SettingsSection section = type.getAnnotation(SettingsSection.class);
        if (section == null) {
            throw new IllegalArgumentException(type.getName() + " carries no @SettingsSection");
        }
        page.blank();
        page.comment(ShapeReader.description(type.getAnnotation(Description.class)));
        Shape.Section shape = ShapeReader.read(type);
        Optional<Shape.Key> whole = shape.whole();
        if (whole.isPresent()) {
            key(whole.get(), section.value(), Optional.empty());
        } else {
            block(section.value(), shape, Optional.empty());
        }
    }

    private void block(String name, Shape.Section shape, Optional<ConfigObject> defaults) {
        page.open(name);
        boolean first = true;
        for (Shape.Key key : shape.visible()) {
            if (!first) {
                page.blank();
            }
            first = false;
            Optional<ConfigValue> outer = defaults.map(object -> object.get(key.name()));
            key(key, key.name(), outer);
        }
        page.close();
    }

    /** A key; a default that an outer section gives counts more than the key's own. */
    private void key(Shape.Key key, String name, Optional<ConfigValue> outer) {
        page.comment(key.description());
        Optional<ConfigValue> fallback =
                outer.or(() -> key.fallback().map(text -> TextValue.of(text, Origins.DEFAULT)));
        switch (key.shape()) {
            case Shape.Section inner when inner.whole().isEmpty() -> block(name, inner, object(fallback));
            case Shape.Entries entries
            when entries.element() instanceof Shape.Section element -> entries(name, element, object(fallback));
            case Shape shape -> {
                page.comment(sentence(shape));
                meanings(shape);
                page.setting(name, value(name, shape, fallback));
                example(shape);
            }
        }
    }

    private static Optional<ConfigObject> object(Optional<ConfigValue> value) {
        return value.filter(ConfigObject.class::isInstance).map(ConfigObject.class::cast);
    }

    private void entries(String name, Shape.Section element, Optional<ConfigObject> defaults) {
        page.comment("Each entry has a name of letters, digits, _ and -.");
        page.open(name);
        if (defaults.isEmpty()) {
            example("NAME", element);
        } else {
            new TreeMap<>(defaults.get()).forEach((entry, value) -> block(entry, element, object(Optional.of(value))));
        }
        page.close();
    }

    /** What the parts of a list or of an absent section look like. */
    private void example(Shape shape) {
        switch (shape) {
            case Shape.Listing listing when listing.element() instanceof Shape.Section element -> example("", element);
            case Shape.Maybe maybe when maybe.inner() instanceof Shape.Section inner -> example("", inner);
            default -> {}
        }
    }

    private void example(String name, Shape.Section element) {
        page.beginExample();
        block(name, element, Optional.empty());
        page.endExample();
    }

    private String value(String name, Shape shape, Optional<ConfigValue> fallback) {
        return DefaultText.of(shape, fallback)
                .or(() -> page.isExample() ? Optional.of("…") : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException(name + " has no default and cannot be left out"));
    }

    private void meanings(Shape shape) {
        if (shape instanceof Shape.Word word) {
            word.meanings().forEach((constant, meaning) -> page.comment("  " + constant + ": " + meaning));
        }
    }

    private static String sentence(Shape shape) {
        String text = Expectation.of(shape);
        String optional = shape instanceof Shape.Maybe maybe && !maybe.takesWords() ? ", or null for none." : ".";
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + optional;
    }
}
