/** Connectors: seen, tried, made, changed, started, stopped and deleted. */
@NullMarked
package io.caracal.rest.connectors;

import org.jspecify.annotations.NullMarked;
