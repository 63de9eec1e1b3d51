@NullMarked
package io.caracal.config.change;

import org.jspecify.annotations.NullMarked;
