/** What a proxy in front of a listener tells of a client: the PROXY protocol, versions 1 and 2, as HAProxy has specified it. */
@NullMarked
package io.caracal.transport.proxy;

import org.jspecify.annotations.NullMarked;
