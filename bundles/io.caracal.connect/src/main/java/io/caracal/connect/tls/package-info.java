/** TLS as a client, made of files in PEM form. */
@NullMarked
package io.caracal.connect.tls;

import org.jspecify.annotations.NullMarked;
