@NullMarked
package io.caracal.itests.spec;

import org.jspecify.annotations.NullMarked;
