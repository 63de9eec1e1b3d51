package io.caracal.rest.data;

import java.util.Locale;

/** What can be taken from one broker to another; imported in this order, the configuration last since it may move listeners. */
enum SectionName {
    /** Users of the built-in databases of authentication. */
    AUTHENTICATION_USERS("jsonl"),
    /** Rules of the built-in database of authorization. */
    AUTHORIZATION_RULES("jsonl"),
    /** Who may not connect. */
    BANNED("jsonl"),
    /** Retained messages. */
    RETAINED("jsonl"),
    /** API keys with the digests of their secrets. */
    API_KEYS("jsonl"),
    /** Users of the REST API with the hashes of their passwords. */
    REST_USERS("jsonl"),
    /** What was changed at run time. */
    CONFIGURATION("conf");

    private final String ending;

    SectionName(String ending) {
        this.ending = ending;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file that holds it. */
    String file() {
        return word() + "." + ending;
    }

    /** Whether it is about who may call the API, which API keys do not change. */
    boolean isAccess() {
        return this == API_KEYS || this == REST_USERS;
    }
}
