package io.caracal.api.connector;

import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.Secret;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Which HTTP server is called, and how: the settings of the connector {@code http}. */
public record HttpEndpointSettings(
        @Description(
                "The url that all requests begin with, https://auth.example.com:8443/v1; without query and fragment.")
        String url,

        @Description("Headers of all requests, by name. Their values are secrets.")
        Map<String, Secret> headers,

        @Flattened HttpClientSettings client) {

    /** Checks the url. */
    public HttpEndpointSettings {
        headers = Map.copyOf(headers);
        base(url);
    }

    /** The url; its path never ends with a slash. */
    public URI base() {
        return base(url);
    }

    /** Whether requests are encrypted. */
    public boolean secure() {
        return "https".equals(base().getScheme());
    }

    private static URI base(String url) {
        try {
            URI uri = URI.create(url.strip().replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return URI.create(scheme + uri.toString().substring(scheme.length()));
            }
        } catch (IllegalArgumentException notOne) {
            // is refused below, as one of another form is
        }
        throw new IllegalArgumentException(
                "url: what was given is no base of requests, expected http://host:port/path or"
                        + " https://host:port/path without user, query and fragment; a password or token belongs into headers");
    }
}
