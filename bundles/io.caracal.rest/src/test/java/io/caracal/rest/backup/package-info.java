@NullMarked
package io.caracal.rest.backup;

import org.jspecify.annotations.NullMarked;
