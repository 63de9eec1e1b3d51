/** Bodies of the type {@code multipart/form-data}, read as they arrive. */
@NullMarked
package io.caracal.rest.form;

import org.jspecify.annotations.NullMarked;
