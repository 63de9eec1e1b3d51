/**
 * The part that is no bundle: it takes the data folder, starts the OSGi framework with the bundles of the boot feature, says what
 * became of it, and stops it in order. It shares no class with any bundle.
 */
@NullMarked
package io.caracal.launcher;

import org.jspecify.annotations.NullMarked;
