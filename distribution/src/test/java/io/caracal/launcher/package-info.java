@NullMarked
package io.caracal.launcher;

import org.jspecify.annotations.NullMarked;
