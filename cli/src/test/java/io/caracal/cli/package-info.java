@NullMarked
package io.caracal.cli;

import org.jspecify.annotations.NullMarked;
