/** The OpenAPI document, read off the resources that are there. */
@NullMarked
package io.caracal.rest.openapi;

import org.jspecify.annotations.NullMarked;
