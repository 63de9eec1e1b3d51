/** Requests to the REST API, and what its refusals mean in a sentence. */
@NullMarked
package io.caracal.cli.http;

import org.jspecify.annotations.NullMarked;
