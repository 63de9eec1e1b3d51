package io.caracal.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component that is a settings record, or an {@link java.util.Optional} of one: its keys stand at the level of the keys around it, so that
 * records can share a group of keys. The optional one is empty if none of its keys is given, and bound like any record if one is.
 *
 * <p>The component has no key of its own, and neither a default nor a description; two keys of one name are a mistake of the
 * record's author.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flattened {}
