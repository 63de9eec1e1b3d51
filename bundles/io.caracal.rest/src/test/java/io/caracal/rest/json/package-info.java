@NullMarked
package io.caracal.rest.json;

import org.jspecify.annotations.NullMarked;
