package io.caracal.itests.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The normative statements that a test shows, for example {@code @Spec({"MQTT-3.3.1-4"})}. Statements of MQTT 5.0 carry their
 * number as it is, those of MQTT 3.1.1 with the prefix {@code 3.1.1:}, since the two standards number differently:
 * {@code @Spec({"MQTT-3.3.1-4", "3.1.1:MQTT-3.3.1-4"})}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Spec {
    /** Identifiers of statements. */
    String[] value();
}
