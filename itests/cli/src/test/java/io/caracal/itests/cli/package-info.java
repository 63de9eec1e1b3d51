/** {@code bin/caracal} as people and scripts call it, and the examples of the documentation. */
@NullMarked
package io.caracal.itests.cli;

import org.jspecify.annotations.NullMarked;
