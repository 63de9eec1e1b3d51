package io.caracal.rest.application;

import jakarta.ws.rs.ext.RuntimeDelegate;
import org.glassfish.jersey.server.internal.RuntimeDelegateImpl;
import org.jspecify.annotations.Nullable;

/**
 * The implementation behind the classes of the Jakarta REST API, which keeps it in a static field. That API stays when this bundle goes, so it
 * is told to forget; unless another version of this bundle has put its own there.
 */
final class Delegate implements AutoCloseable {
    private volatile @Nullable RuntimeDelegate mine;

    /** From now on the API works with this version's. */
    void use() {
        RuntimeDelegate made = new RuntimeDelegateImpl();
        mine = made;
        RuntimeDelegate.setInstance(made);
    }

    @Override
    public void close() {
        synchronized (RuntimeDelegate.class) {
            if (mine != null && RuntimeDelegate.getInstance() == mine) {
                RuntimeDelegate.setInstance(null);
            }
        }
    }
}
