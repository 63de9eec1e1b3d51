/** Authentication ({@code backend = mysql}) and authorization ({@code type = mysql}) by tables of MySQL and MariaDB. */
@NullMarked
package io.caracal.auth.mysql;

import org.jspecify.annotations.NullMarked;
