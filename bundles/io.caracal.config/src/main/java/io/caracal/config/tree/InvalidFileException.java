package io.caracal.config.tree;

import com.typesafe.config.ConfigException;
import io.caracal.api.config.SettingsException.Problem;

/** A file cannot be read as HOCON. It is a {@link ConfigException} so that it passes through the parser out of an include. */
final class InvalidFileException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    InvalidFileException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    InvalidFileException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
