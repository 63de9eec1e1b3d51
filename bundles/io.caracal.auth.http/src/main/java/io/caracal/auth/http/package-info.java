/**
 * Asks an HTTP server who may connect ({@code mechanism = password_based}, {@code backend = http}) and what they may do
 * ({@code type = http}).
 */
@NullMarked
package io.caracal.auth.http;

import org.jspecify.annotations.NullMarked;
