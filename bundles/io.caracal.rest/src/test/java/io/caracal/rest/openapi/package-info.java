@NullMarked
package io.caracal.rest.openapi;

import org.jspecify.annotations.NullMarked;
