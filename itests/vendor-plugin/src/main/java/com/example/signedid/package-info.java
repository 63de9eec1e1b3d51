/** Lets in clients whose client identifier is signed with a key that only the vendor's provisioning and the broker know. */
@NullMarked
package com.example.signedid;

import org.jspecify.annotations.NullMarked;
