@NullMarked
package io.caracal.itests.bench.load;

import org.jspecify.annotations.NullMarked;
