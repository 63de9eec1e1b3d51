package io.caracal.rest.application;

import jakarta.ws.rs.ext.RuntimeDelegate;
import org.glassfish.jersey.server.internal.RuntimeDelegateImpl;

/**
 * The implementation behind the classes of the Jakarta REST API, which keeps it in a static field. That API stays when this bundle goes, so it
 * is told to forget; unless another version of this bundle has put its own there.
 */
final class Delegate implements AutoCloseable {
    private final RuntimeDelegate mine = new RuntimeDelegateImpl();

    Delegate() {
        RuntimeDelegate.setInstance(mine);
    }

    @Override
    public void close() {
        synchronized (RuntimeDelegate.class) {
            if (RuntimeDelegate.getInstance() == mine) {
                RuntimeDelegate.setInstance(null);
            }
        }
    }
}
