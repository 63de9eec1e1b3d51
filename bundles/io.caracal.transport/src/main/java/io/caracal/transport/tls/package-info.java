/** TLS of listeners: certificates, keys and what is asked of clients. */
@NullMarked
package io.caracal.transport.tls;

import org.jspecify.annotations.NullMarked;
