/** To be filled. */
@NullMarked
package io.caracal.security;

import org.jspecify.annotations.NullMarked;
