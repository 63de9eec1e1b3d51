package io.caracal.security;

/** An element of the chain cannot be started. */
final class ElementException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ElementSettings element;

    ElementException(ElementSettings element, String reason) {
        super(reason);
        this.element = element;
    }

    /** Where the element stands, {@code authentication.0}. */
    String path() {
        return element.typeKeys().path();
    }

    /** Where it was set. */
    String origin() {
        return element.typeKeys().origin();
    }
}
