@NullMarked
package io.caracal.archive;

import org.jspecify.annotations.NullMarked;
