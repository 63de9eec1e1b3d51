package io.caracal.rest.application;

/**
 * A resource and whose it is.
 *
 * @param resource with {@code jakarta.ws.rs.Path} on its class
 * @param bundle symbolic name and version of its bundle
 * @param rank where two bring the same class or route, the higher one serves
 * @param own whether it belongs to this bundle
 */
public record Contribution(Object resource, String bundle, long rank, boolean own) {
    @Override
    public String toString() {
        return resource.getClass().getName() + " of " + bundle;
    }
}
