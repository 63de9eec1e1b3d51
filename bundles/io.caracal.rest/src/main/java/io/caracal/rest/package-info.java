/**
 * The broker's REST API: HTTP server, application, and the resources of its own. It is hot: it is wired to contracts and to libraries
 * that never change while the broker runs, brings all else with it, and hands its listening sockets over to the version that replaces it.
 */
@NullMarked
package io.caracal.rest;

import org.jspecify.annotations.NullMarked;
