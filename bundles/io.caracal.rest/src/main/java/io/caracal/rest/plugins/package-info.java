/** Plugins at run time. */
@NullMarked
package io.caracal.rest.plugins;

import org.jspecify.annotations.NullMarked;
