/** Resources about the audit log. */
@NullMarked
package io.caracal.rest.audit;

import org.jspecify.annotations.NullMarked;
