package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.ClientFacts;
import java.util.concurrent.CompletableFuture;

/** What a client with a mountpoint may do: the broker asks with whole topics, rules are about the topics that the client knows. */
record MountedRights(ClientAuthorization rights, Mount mount) implements ClientAuthorization {

    /** These rights in the same place. */
    MountedRights with(ClientAuthorization others) {
        return new MountedRights(others, mount);
    }

    @Override
    public CompletableFuture<Verdict> authorize(Action action, String topic, int qos, boolean retain) {
        return rights.authorize(action, mount.known(topic), qos, retain);
    }

    @Override
    public long version() {
        return rights.version();
    }

    @Override
    public ClientFacts facts() {
        return rights.facts();
    }

    @Override
    public void accepted() {
        rights.accepted();
    }

    @Override
    public boolean decidesLike(ClientAuthorization other) {
        return other instanceof MountedRights that && mount.equals(that.mount) && rights.decidesLike(that.rights);
    }

    @Override
    public void close() {
        rights.close();
    }
}
