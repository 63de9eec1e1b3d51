package io.caracal.rest.login;

import java.io.IOException;

/**
 * The credential of the command line on this machine: whoever can read the file {@code run/rest.json} of the data folder is the broker's
 * own user, or root, and could change anything anyhow. Valid is what the file says, so that it is so for both versions during an update.
 */
public final class LocalAccess {
    private static final Access NONE = new Access("", "");

    private final StoredRecord<Access> stored;
    private volatile String token = "";

    /**
     * What the file holds.
     *
     * @param url of the REST API
     */
    record Access(String url, String token) {}

    LocalAccess(StoredRecord<Access> stored) {
        this.stored = stored;
    }

    static Access none() {
        return NONE;
    }

    /** Begins, or goes on at another place. What was valid in an earlier run is not any more. */
    public void publish(String url) {
        token = token.isEmpty() ? Randoms.token() : token;
        stored.change(_ -> new Access(url, token));
    }

    boolean isToken(String given) {
        String valid = stored.read().token();
        return !valid.isEmpty() && Randoms.same(valid, given);
    }

    /** Ends, unless another version has begun. */
    public void withdraw() throws IOException {
        if (!token.isEmpty() && isToken(token)) {
            stored.delete();
        }
    }
}
