package io.caracal.api.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter, a body's component or a resource is, for the OpenAPI document. On a resource's class it describes the group of its routes. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface Describe {
    /** Plain text. */
    String value();

    /** A value that is fit to be sent, as text; empty if the type says enough. */
    String example() default "";

    /** The least value of a number, the least length of a text. */
    long min() default Long.MIN_VALUE;

    /** The greatest value of a number, the greatest length of a text. */
    long max() default Long.MAX_VALUE;
}
