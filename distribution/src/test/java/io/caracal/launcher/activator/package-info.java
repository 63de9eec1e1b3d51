/** Classes that the tests pack into bundles; a package of its own, for each is loaded by its bundle. */
@NullMarked
package io.caracal.launcher.activator;

import org.jspecify.annotations.NullMarked;
