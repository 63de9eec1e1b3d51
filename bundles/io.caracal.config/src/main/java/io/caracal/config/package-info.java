/**
 * Reads the configuration at start, checks it as a whole against the settings records of all bundles, hands it out, and changes
 * it while the broker runs. {@code tree} makes one HOCON tree of the layers, {@code settings} binds it to records, {@code change}
 * changes it, {@code schema} and {@code template} describe it; here is only the wiring.
 */
@NullMarked
package io.caracal.config;

import org.jspecify.annotations.NullMarked;
