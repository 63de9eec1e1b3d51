package io.caracal.api.store;

/** Whether a store takes new work; read at any time by any thread. */
public enum StoreState {
    /** It does. */
    OPEN,
    /** It has no room for new messages, sessions and subscriptions ({@link StoreFullException}); what ends or shortens something goes on. */
    FULL,
    /** A write failed, so that nothing can be promised any more until the broker is started again; what is there can still be read. */
    FAILED
}
