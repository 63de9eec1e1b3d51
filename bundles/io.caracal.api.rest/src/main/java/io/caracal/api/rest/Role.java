package io.caracal.api.rest;

/** What a caller may do. */
public enum Role {
    /** Everything. */
    ADMINISTRATOR,
    /** Read. */
    VIEWER,
    /** Publish messages and nothing else; for API keys only. */
    PUBLISHER
}
