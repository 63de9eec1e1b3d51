package io.caracal.itests.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The broker of a test class is started with these settings; classes with the same settings share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WithSettings {
    /** Settings as the start script takes them behind {@code --set}: {@code key=value}. */
    String[] value();

    /** Whether the authenticator of this module is installed as a plugin. */
    boolean plugin() default false;
}
