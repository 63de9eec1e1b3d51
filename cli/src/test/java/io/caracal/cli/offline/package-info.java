@NullMarked
package io.caracal.cli.offline;

import org.jspecify.annotations.NullMarked;
