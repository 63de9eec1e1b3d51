/** JSON Schema 2020-12 of settings records, for forms, editors and whoever wants to know what a section takes. */
@NullMarked
package io.caracal.config.schema;

import org.jspecify.annotations.NullMarked;
