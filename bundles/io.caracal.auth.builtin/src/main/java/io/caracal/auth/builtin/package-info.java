/** To be filled. */
@NullMarked
package io.caracal.auth.builtin;

import org.jspecify.annotations.NullMarked;
