package io.caracal.api.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a route does, for the OpenAPI document and the audit log. Every route has one; the method's name is the operation's identifier. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
    /** One sentence: what it does. */
    String value();

    /** What else there is to know; empty if nothing. */
    String description() default "";

    /** The status of success; 0 stands for 200, or 204 where nothing is returned. */
    int status() default 0;

    /** Further statuses of success, with the same body; {@link #description()} tells them apart. */
    int[] moreStatuses() default {};

    /** The type of the answer's body where the signature does not tell it ({@code Response}, {@code CompletionStage}); {@code Void} if it tells. */
    Class<?> returns() default Void.class;

    /** What the operation itself can refuse with; refusals for reasons of access, form and load are added to every route. */
    ErrorCode[] errors() default {};

    /** Whether it is a line in the audit log; by default what is neither GET nor HEAD is. Say no for what changes nothing, such as a search by POST. */
    boolean audited() default true;
}
