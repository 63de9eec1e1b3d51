/** To be filled. */
@NullMarked
package io.caracal.config;

import org.jspecify.annotations.NullMarked;
