/** Authentication by JSON Web Tokens ({@code mechanism = jwt}). */
@NullMarked
package io.caracal.auth.jwt;

import org.jspecify.annotations.NullMarked;
