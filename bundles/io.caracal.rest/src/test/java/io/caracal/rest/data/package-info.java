@NullMarked
package io.caracal.rest.data;

import org.jspecify.annotations.NullMarked;
