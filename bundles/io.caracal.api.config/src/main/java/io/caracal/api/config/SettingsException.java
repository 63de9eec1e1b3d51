package io.caracal.api.config;

import java.util.List;

/** The configuration cannot be used. Every problem that was found is named; nothing was applied. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param path the key, {@code listeners.tcp.default.bind}; empty if the problem is of the file as a whole or of its form
     * @param origin where the value was set ({@code config/caracal.conf: 12}, {@code environment variable CARACAL_…}), or empty
     * @param given what was given, as text, secrets masked; empty if it is not one value that is wrong
     * @param expected what is expected; if nothing is given, a sentence that says what is wrong
     * @param suggestion what to do ("did you mean …?"), or empty
     */
    public record Problem(String path, String origin, String given, String expected, String suggestion) {
        @Override
        public String toString() {
            return (origin.isEmpty() ? "" : origin + ": ")
                    + (path.isEmpty() ? "" : path + ": ")
                    + (given.isEmpty() ? "" : "given " + given + ", expected ")
                    + expected
                    + (suggestion.isEmpty() ? "" : "; " + suggestion);
        }
    }

    public SettingsException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the file; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
