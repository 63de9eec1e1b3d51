@NullMarked
package io.caracal.audit;

import org.jspecify.annotations.NullMarked;
