/** For bundles that call others which come and go: who serves, who is inside, how long a call may take, and what it threw. */
@NullMarked
package io.caracal.guard;

import org.jspecify.annotations.NullMarked;
