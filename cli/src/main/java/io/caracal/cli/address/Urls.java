package io.caracal.cli.address;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.net.URI;

/** Reads the address of a REST API as people write it. */
final class Urls {
    private static final String PATH = "/api/v5";

    private Urls() {}

    /** @param source what has named it, for messages: {@code --url} */
    static URI parse(String text, String source) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && isRoot(uri)) {
                return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
            }
        } catch (IllegalArgumentException _) {
            // falls through to the same answer
        }
        throw new CliException(
                ExitCode.USAGE,
                source + " needs an address such as http://127.0.0.1:18083 or https://broker.example:18084, found '"
                        + text + "'.");
    }

    private static boolean isRoot(URI uri) {
        String path = uri.getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return (trimmed.isEmpty() || trimmed.equals(PATH)) && uri.getRawQuery() == null;
    }
}
