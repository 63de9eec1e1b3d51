package io.caracal.config.template;

import io.caracal.api.config.Applies;
import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsSection;
import io.caracal.config.settings.Expectation;
import io.caracal.config.settings.Shape;
import io.caracal.config.settings.ShapeReader;
import io.caracal.config.tree.Origins;
import io.caracal.config.tree.TextValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the configuration reference, a page of tables in Markdown, from the settings records. */
public final class ConfigurationReference {
    private static final String HEADER = """
            # Configuration reference

            Made from the settings records of the bundles, as the commented `config/caracal.conf` is; how files, variables and run-time
            changes work together is in [configuration.md](configuration.md). *Applies* says when a change of a running broker takes
            effect.
            """;

    private final StringBuilder text = new StringBuilder(HEADER);

    private ConfigurationReference() {}

    /**
     * The page's text.
     *
     * @param sections records with {@link SettingsSection}, in the order in which they shall stand
     * @param elements records of parts that bundles bring, by the heading that each shall have
     */
    public static String of(List<Class<? extends Record>> sections, Map<String, Class<? extends Record>> elements) {
        ConfigurationReference page = new ConfigurationReference();
        Map<String, Class<? extends Record>> parts = new LinkedHashMap<>();
        sections.forEach(
                type -> parts.put(type.getAnnotation(SettingsSection.class).value(), type));
        parts.forEach((name, type) -> page.part(name, name, type));
        elements.forEach((heading, type) -> page.part(heading, "", type));
        return page.text.toString();
    }

    private void part(String heading, String path, Class<? extends Record> type) {
        text.append("\n## ").append(heading).append("\n\n");
        paragraph(ShapeReader.description(type.getAnnotation(Description.class)));
        text.append("| key | takes | default | applies | meaning |\n|---|---|---|---|---|\n");
        Shape.Section shape = ShapeReader.read(type);
        Optional<Shape.Key> whole = shape.whole();
        if (whole.isPresent()) {
            key(whole.get(), path, Applies.When.AT_ONCE);
        } else {
            keys(shape, path, Applies.When.AT_ONCE);
        }
    }

    private void paragraph(String description) {
        if (!description.isEmpty()) {
            text.append(description.lines().collect(Collectors.joining(" "))).append("\n\n");
        }
    }

    private void keys(Shape.Section section, String path, Applies.When outer) {
        for (Shape.Key key : section.visible()) {
            key(key, path.isEmpty() ? key.name() : path + "." + key.name(), outer);
        }
    }

    private void key(Shape.Key key, String path, Applies.When outer) {
        Applies.When applies = key.applies().orElse(outer);
        row(
                code(path),
                takes(key.shape()),
                key.fallback().map(ConfigurationReference::fallback).orElseGet(() -> absent(key.shape())),
                applies.words(),
                meaning(key));
        below(key.shape(), path, applies);
    }

    private void below(Shape shape, String path, Applies.When applies) {
        switch (shape) {
            case Shape.Section inner -> keys(inner, path, applies);
            case Shape.Maybe maybe -> below(maybe.inner(), path, applies);
            case Shape.Entries entries -> below(entries.element(), path + ".NAME", applies);
            case Shape.Listing listing -> below(listing.element(), path + "[]", applies);
            case Shape.Scalar _, Shape.Word _, Shape.Raw _ -> {}
        }
    }

    private static String takes(Shape shape) {
        return switch (shape) {
            case Shape.Section _ -> "section";
            case Shape.Maybe maybe when maybe.inner() instanceof Shape.Section -> "section, or null";
            case Shape.Entries entries when entries.element() instanceof Shape.Section -> "sections with names";
            case Shape.Listing listing when listing.element() instanceof Shape.Section -> "list of sections";
            default -> Expectation.of(shape);
        };
    }

    private static String fallback(String given) {
        return code(DefaultText.render(TextValue.of(given, Origins.DEFAULT)));
    }

    private static String absent(Shape shape) {
        return switch (shape) {
            case Shape.Maybe maybe -> code(maybe.takesWords() ? Shape.NO_VALUE : "null");
            case Shape.Listing _ -> code("[]");
            case Shape.Entries _ -> code("{}");
            case Shape.Section _ -> "";
            case Shape.Scalar _, Shape.Word _, Shape.Raw _ -> "required";
        };
    }

    private static String meaning(Shape.Key key) {
        StringBuilder meaning = new StringBuilder(key.description());
        Shape shape = key.shape() instanceof Shape.Maybe maybe ? maybe.inner() : key.shape();
        if (shape instanceof Shape.Word word) {
            word.meanings()
                    .forEach((name, what) ->
                            meaning.append(' ').append(code(name)).append(": ").append(what));
        }
        return meaning.toString();
    }

    private void row(String... cells) {
        for (String cell : cells) {
            String line = cell.lines().map(String::strip).collect(Collectors.joining(" "));
            text.append("| ").append(line.replace("|", "\\|")).append(' ');
        }
        text.append("|\n");
    }

    private static String code(String value) {
        return "`" + value + "`";
    }
}
