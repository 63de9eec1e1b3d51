@NullMarked
package io.caracal.rest.form;

import org.jspecify.annotations.NullMarked;
