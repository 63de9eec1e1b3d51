/**
 * Reads the configuration at start, checks it as a whole against the settings records of all bundles, and hands it out.
 * {@code tree} makes one HOCON tree of the layers, {@code settings} binds it to records, {@code template} writes the commented
 * default file; here is only the wiring.
 */
@NullMarked
package io.caracal.config;

import org.jspecify.annotations.NullMarked;
