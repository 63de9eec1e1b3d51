package io.caracal.rest.authentication;

import io.caracal.api.rest.RestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which chain is meant.
 *
 * @param listener {@code tcp:default}; empty for the chain of the broker
 * @param path where it stands in the configuration
 */
record ChainName(String listener, String path) {
    static final ChainName BROKER = new ChainName("", "authentication");

    private static final Pattern ID = Pattern.compile("(tcp|ssl|ws|wss):([A-Za-z0-9_-]{1,64})");

    static ChainName of(String listener) {
        Matcher id = ID.matcher(listener);
        if (!id.matches()) {
            throw RestException.notFound(
                    "there is no listener \"" + listener + "\"; GET listeners tells which there are");
        }
        return new ChainName(listener, "listeners." + id.group(1) + "." + id.group(2) + ".authentication");
    }
}
