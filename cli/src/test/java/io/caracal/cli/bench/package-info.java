@NullMarked
package io.caracal.cli.bench;

import org.jspecify.annotations.NullMarked;
