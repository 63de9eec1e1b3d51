package io.caracal.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bounds of a number, a duration (in milliseconds), a size (in bytes), the length of a string, a list or a map; both
 * inclusive. For an {@link java.util.Optional} they are those of its value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The least value. */
    long min() default Long.MIN_VALUE;

    /** The greatest value. */
    long max() default Long.MAX_VALUE;
}
