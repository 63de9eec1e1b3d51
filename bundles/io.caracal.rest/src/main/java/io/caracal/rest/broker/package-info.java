/** Resources that show the running broker and act on it. */
@NullMarked
package io.caracal.rest.broker;

import org.jspecify.annotations.NullMarked;
