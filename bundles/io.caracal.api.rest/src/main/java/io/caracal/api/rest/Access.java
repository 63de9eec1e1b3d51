package io.caracal.api.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a method; on a class, all of its methods that say nothing themselves. Without it GET and HEAD are open to administrators and
 * viewers, everything else to administrators only.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {
    /** The roles that may call it. */
    Role[] value() default {};

    /** Whether it may be called without any credentials; roles count for nothing then. */
    boolean anonymous() default false;

    /** Whether API keys may call it, or only people who have logged in. */
    boolean apiKeys() default true;
}
