@NullMarked
package io.caracal.itests.crash;

import org.jspecify.annotations.NullMarked;
