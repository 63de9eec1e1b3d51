package io.caracal.core.routing;

/** Filters of shared subscriptions: {@code $share/name/filter} (MQTT 5.0, section 4.8.2). */
final class SharedFilter {
    private static final String PREFIX = "$share/";

    private SharedFilter() {}

    static boolean isShared(String filter) {
        return filter.startsWith(PREFIX);
    }

    /** The topic filter behind the share name; a filter that is not shared as it is. */
    static String topicFilter(String filter) {
        return isShared(filter) ? filter.substring(filter.indexOf('/', PREFIX.length()) + 1) : filter;
    }
}
