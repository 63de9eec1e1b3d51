@NullMarked
package io.caracal.itests.crash.client;

import org.jspecify.annotations.NullMarked;
