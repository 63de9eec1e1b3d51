/** Kills the broker again and again under load, and checks what its clients were promised. */
@NullMarked
package io.caracal.itests.crash;

import org.jspecify.annotations.NullMarked;
