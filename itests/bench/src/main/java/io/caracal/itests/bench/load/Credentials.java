package io.caracal.itests.bench.load;

/** User name and password of a CONNECT packet. */
record Credentials(String username, String password) {}
