/** Bodies as records: strict reading, errors that say where. */
@NullMarked
package io.caracal.rest.json;

import org.jspecify.annotations.NullMarked;
