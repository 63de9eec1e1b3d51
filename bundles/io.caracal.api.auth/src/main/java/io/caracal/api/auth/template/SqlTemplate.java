package io.caracal.api.auth.template;

import io.caracal.api.auth.ClientFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A query with the placeholders of {@link Template}, as a prepared statement takes it: every placeholder is a parameter, so that
 * nothing a client sends can become part of the statement. Quotes right around a placeholder are taken away, {@code '${username}'}
 * is the same as {@code ${username}}. Immutable; any thread.
 */
public final class SqlTemplate {
    private final String sql;
    private final List<String> names;

    private SqlTemplate(String sql, List<String> names) {
        this.sql = sql;
        this.names = names;
    }

    /**
     * Reads a query with the placeholders that every client has.
     *
     * @throws IllegalArgumentException if a placeholder is unknown or not closed, stands inside of a longer quoted text or of a
     *     comment, or if the query has question marks of its own
     */
    public static SqlTemplate parse(String query) {
        return parse(query, Set.of());
    }

    /** The same with further placeholders, such as {@code topic}. */
    public static SqlTemplate parse(String query, Set<String> more) {
        List<String> names = new ArrayList<>();
        String sql = new SqlText(Placeholders.split(query, more), names).prepared();
        return new SqlTemplate(sql, List.copyOf(names));
    }

    /** The statement, with a question mark for each parameter. */
    public String sql() {
        return sql;
    }

    /** The names of the parameters, in the order of the question marks. */
    public List<String> names() {
        return names;
    }

    /** The parameters for a client: text, {@code peerport} an {@link Integer}; null for what it does not have. */
    public List<@Nullable Object> parameters(ClientFacts facts) {
        return parameters(name -> name.equals("peerport")
                ? Optional.of(facts.peer().getPort())
                : facts.value(name).map(text -> text));
    }

    /**
     * The parameters, from values of the caller's.
     *
     * @param values by the placeholder's name; what is empty becomes null
     */
    public List<@Nullable Object> parameters(Function<String, Optional<?>> values) {
        List<@Nullable Object> parameters = new ArrayList<>(names.size());
        for (String name : names) {
            parameters.add(values.apply(name).orElse(null));
        }
        return parameters;
    }
}
