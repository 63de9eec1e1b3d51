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
 *
 * <p>A default is the weakest layer: entries of a map and keys of a record that the operator sets join it, everything else
 * replaces it. An optional number, duration or size is empty by the words {@code disabled} and {@code infinity}, here as in the
 * file.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** Text as it stands; a complete HOCON list, object or quoted string is read as such. */
    String value();
}
