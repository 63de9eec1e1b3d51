/** The HTTP server: listeners, limits, and what is answered before a resource is reached. */
@NullMarked
package io.caracal.rest.server;

import org.jspecify.annotations.NullMarked;
