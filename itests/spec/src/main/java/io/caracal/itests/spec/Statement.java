package io.caracal.itests.spec;

/**
 * One normative statement of a standard.
 *
 * @param id what {@link Spec} names it by, for example {@code MQTT-3.3.1-4} or {@code 3.1.1:MQTT-3.3.1-4}
 * @param binds whom it binds
 * @param text what it asks, in our own words
 * @param unseen why no test can show it, empty when a test can
 */
public record Statement(String id, Binds binds, String text, String unseen) {

    /** Whom a statement binds. */
    public enum Binds {
        SERVER,
        CLIENT,
        BOTH
    }

    /** Whether a broker is not finished before a test shows this statement. */
    public boolean needsTest() {
        return binds != Binds.CLIENT && unseen.isEmpty();
    }
}
