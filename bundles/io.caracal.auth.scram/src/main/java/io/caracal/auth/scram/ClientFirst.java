package io.caracal.auth.scram;

import java.util.Optional;

/**
 * The first message of the client (RFC 5802, section 5.1), {@code n,,n=kay,r=NONCE}.
 *
 * @param header the GS2 header, {@code n,,}, which the client repeats in its last message
 * @param bare the message behind the header
 * @param username whose password it knows
 * @param nonce the client's part of the nonce
 */
record ClientFirst(String header, String bare, String username, String nonce) {
    /** Empty if it is none that we understand. Channel binding, which needs TLS, is not offered: who insists on it is refused. */
    static Optional<ClientFirst> parse(String message) {
        String[] parts = message.split(",", 3);
        if (parts.length != 3 || !parts[0].equals("n") && !parts[0].equals("y")) {
            return Optional.empty();
        }
        String bare = parts[2];
        String[] attributes = bare.split(",", -1);
        if (attributes.length < 2 || !attributes[0].startsWith("n=") || !attributes[1].startsWith("r=")) {
            // Mandatory extensions, m=, come first; nobody knows any.
            return Optional.empty();
        }
        Optional<String> username = name(attributes[0].substring(2));
        String nonce = attributes[1].substring(2);
        boolean forItself = parts[1].isEmpty()
                || parts[1].startsWith("a=") && name(parts[1].substring(2)).equals(username);
        if (username.isEmpty() || !forItself || !printable(nonce)) {
            return Optional.empty();
        }
        return Optional.of(new ClientFirst(parts[0] + "," + parts[1] + ",", bare, username.get(), nonce));
    }

    /** A comma is written {@code =2C}, an equals sign {@code =3D}; nothing else may follow an equals sign. */
    private static Optional<String> name(String written) {
        String name = written.replace("=2C", ",");
        boolean valid = !written.isEmpty()
                && !written.replace("=2C", "").replace("=3D", "").contains("=");
        return valid ? Optional.of(name.replace("=3D", "=")) : Optional.empty();
    }

    private static boolean printable(String nonce) {
        return !nonce.isEmpty() && nonce.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ',');
    }
}
