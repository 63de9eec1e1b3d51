/** Export and import: chosen sections of what the broker keeps, as one file, from one broker to another. */
@NullMarked
package io.caracal.rest.data;

import org.jspecify.annotations.NullMarked;
