/** To be filled. */
@NullMarked
package io.caracal.store.memory;

import org.jspecify.annotations.NullMarked;
