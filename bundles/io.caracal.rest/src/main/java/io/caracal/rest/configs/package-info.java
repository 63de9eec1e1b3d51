/** The configuration over HTTP: the routes {@code configs}, {@code configs_reset} and {@code schemas}. */
@NullMarked
package io.caracal.rest.configs;

import org.jspecify.annotations.NullMarked;
