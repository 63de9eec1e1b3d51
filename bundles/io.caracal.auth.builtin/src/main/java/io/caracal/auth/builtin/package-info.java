/**
 * Authentication against users that stand in the configuration ({@code mechanism = password_based},
 * {@code backend = built_in_database}).
 */
@NullMarked
package io.caracal.auth.builtin;

import org.jspecify.annotations.NullMarked;
