/** Resources as one application of Jakarta REST, replaced as a whole when one comes or goes. */
@NullMarked
package io.caracal.rest.application;

import org.jspecify.annotations.NullMarked;
