/**
 * Takes up, replaces and removes bundles while the broker runs. What lies in the folder is what shall be installed; the engine
 * compares it with what is installed and makes the smallest change, each behind checks that keep the broker's own bundles as they are.
 *
 * <p>The rules live in plain classes around the port {@link io.caracal.plugins.BundleHost}; only the classes whose name starts with
 * {@code Osgi} and the component know the framework.
 */
@NullMarked
package io.caracal.plugins;

import org.jspecify.annotations.NullMarked;
