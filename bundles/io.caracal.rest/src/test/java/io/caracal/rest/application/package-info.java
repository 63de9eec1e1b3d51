@NullMarked
package io.caracal.rest.application;

import org.jspecify.annotations.NullMarked;
