/** The commented default configuration, written from the settings records. */
@NullMarked
package io.caracal.config.template;

import org.jspecify.annotations.NullMarked;
