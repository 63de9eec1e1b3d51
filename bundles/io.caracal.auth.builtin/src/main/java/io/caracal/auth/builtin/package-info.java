/**
 * Authentication against users in the database on the broker's disk and in the configuration ({@code mechanism = password_based},
 * {@code backend = built_in_database}).
 */
@NullMarked
package io.caracal.auth.builtin;

import org.jspecify.annotations.NullMarked;
