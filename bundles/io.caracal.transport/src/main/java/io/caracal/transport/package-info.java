/** To be filled. */
@NullMarked
package io.caracal.transport;

import org.jspecify.annotations.NullMarked;
