@NullMarked
package io.caracal.rest.server;

import org.jspecify.annotations.NullMarked;
