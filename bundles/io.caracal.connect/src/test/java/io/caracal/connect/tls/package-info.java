@org.jspecify.annotations.NullMarked
package io.caracal.connect.tls;
