package io.caracal.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default of a settings component, written as it would stand in the configuration file ({@code 15s}, {@code 1MB},
 * {@code [tcp]}). A component without a default is required, unless it is an {@link java.util.Optional}, a list, a map or a
 * record (whose own defaults then apply).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** A HOCON value. */
    String value();
}
