package io.caracal.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a change of a setting takes effect; without it, {@link When#AT_ONCE}. On a section it holds for all of its components
 * that do not say otherwise. It is shown in the schema, in the configuration reference and in the answer to a change.
 *
 * <p>A section that no {@link SectionOwner} stands for takes effect at the next start, whatever its components say.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Applies {
    /** From when on the new value holds. */
    When value();

    /** Moments from which on a new value holds. */
    enum When {
        /** As soon as the change is answered, for everything that is there. */
        AT_ONCE("at once"),
        /** For connections that are made from then on; those that are there go on as before. */
        NEW_CONNECTIONS("for new connections"),
        /** For sessions that begin from then on; those that are there, connected or not, go on as before. */
        NEW_SESSIONS("for new sessions"),
        /** When the broker is started again. */
        RESTART("after a restart");

        private final String words;

        When(String words) {
            this.words = words;
        }

        /** As it stands in documents, {@code for new connections}. */
        public String words() {
            return words;
        }
    }
}
