@NullMarked
package io.caracal.itests.crash.history;

import org.jspecify.annotations.NullMarked;
