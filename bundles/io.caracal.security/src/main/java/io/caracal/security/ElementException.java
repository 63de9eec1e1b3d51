package io.caracal.security;

import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import java.util.List;

/** An element of the chain cannot be started. */
final class ElementException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ElementSettings element;

    ElementException(ElementSettings element, String reason) {
        super(reason);
        this.element = element;
    }

    /** For whoever wanted the change. */
    SettingsException refusal() {
        SettingsException refusal =
                new SettingsException(List.of(new Problem(path(), origin(), "", String.valueOf(getMessage()), "")));
        refusal.initCause(this);
        return refusal;
    }

    /** Where the element stands, {@code authentication.0}. */
    String path() {
        return element.typeKeys().path();
    }

    /** Where it was set. */
    private String origin() {
        return element.typeKeys().origin();
    }
}
