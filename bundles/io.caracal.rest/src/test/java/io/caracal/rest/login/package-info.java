@NullMarked
package io.caracal.rest.login;

import org.jspecify.annotations.NullMarked;
