package io.caracal.itests.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** A YAML document that is known to hold what it is asked for; else the test fails. */
record Document(Object value) {
    static Document of(String text) {
        return new Document(new Yaml().load(text));
    }

    Document at(String... path) {
        Object here = value;
        for (String name : path) {
            here = Objects.requireNonNull(((Map<?, ?>) here).get(name), () -> name + " is missing");
        }
        return new Document(here);
    }

    boolean has(String name) {
        return ((Map<?, ?>) value).containsKey(name);
    }

    List<Document> list(String... path) {
        return ((List<?>) at(path).value()).stream().map(Document::new).toList();
    }

    String text(String... path) {
        return at(path).value().toString();
    }

    int number(String... path) {
        return (Integer) at(path).value();
    }

    /** What stands at a path, as whoever asks knows it to be. */
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> map(String... path) {
        return (Map<String, @Nullable Object>) at(path).value();
    }
}
