/** Resources about the broker as a whole. */
@NullMarked
package io.caracal.rest.status;

import org.jspecify.annotations.NullMarked;
