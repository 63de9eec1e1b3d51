/** Authentication ({@code backend = postgresql}) and authorization ({@code type = postgresql}) by tables of PostgreSQL. */
@NullMarked
package io.caracal.auth.postgresql;

import org.jspecify.annotations.NullMarked;
