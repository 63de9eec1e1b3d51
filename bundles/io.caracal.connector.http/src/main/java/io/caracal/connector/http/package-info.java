/**
 * The connector to HTTP servers, on the client of the JDK: HTTP/1.1 and 2, TLS, a bounded number of requests at once, bounded answers.
 */
@NullMarked
package io.caracal.connector.http;

import org.jspecify.annotations.NullMarked;
