@NullMarked
package io.caracal.transport.proxy;

import org.jspecify.annotations.NullMarked;
