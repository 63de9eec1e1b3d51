package io.caracal.api.store;

import java.io.IOException;

/** There is no room for what was to be kept, and nothing of it is; clients are told 0x97 (quota exceeded). Goes by when there is room again. */
public final class StoreFullException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message which limit was met, and how it can be changed */
    public StoreFullException(String message) {
        super(message);
    }
}
