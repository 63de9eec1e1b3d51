/** To be filled. */
@NullMarked
package io.caracal.plugins;

import org.jspecify.annotations.NullMarked;
