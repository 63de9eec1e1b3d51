/** JSON as plain JDK values: maps, lists, texts, numbers, truth values, null. Light, because it is loaded at every call. */
@NullMarked
package io.caracal.cli.json;

import org.jspecify.annotations.NullMarked;
