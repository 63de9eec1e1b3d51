package io.caracal.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * Marks a record as the settings of one top-level section of the configuration tree. The build turns it into a capability of
 * the bundle ({@code io.caracal.settings; path=…; type=…}), so that the configuration is validated as a whole before any
 * component is handed its part. Two bundles cannot claim the same section; two versions of one bundle can.
 *
 * <p>The components of a settings record are {@code boolean}, {@code int}, {@code long}, {@code double}, {@link String},
 * {@link java.time.Duration}, {@link Bytes}, {@link Secret}, enums (their constants in lower case), {@link java.util.Optional} of
 * these, other settings records, {@link java.util.List}, {@link java.util.Map} with names as keys, and {@link SettingsNode}; a
 * component {@code maxPacketSize} is the key {@code max_packet_size}. What the compact constructor refuses with an
 * {@link IllegalArgumentException} is a problem of the configuration, with the exception's message.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Capability(
        namespace = SettingsSection.NAMESPACE,
        attribute = {"path=${#value}", "type=${@class}"})
public @interface SettingsSection {
    /** The namespace of the capability that a section becomes. */
    String NAMESPACE = "io.caracal.settings";

    /** The key at the root of the tree, for example {@code mqtt}. */
    String value();
}
