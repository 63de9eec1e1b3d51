package io.caracal.rest.authentication;

import io.caracal.api.auth.UserAdministration.Format;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** How a file of users is sent. */
final class UserFileType {
    static final String CSV = "text/csv";
    static final String DESCRIPTION =
            "CSV with a line of names, or a JSON list of objects: user_id, password or password_hash and salt, is_superuser. Hashes are those of "
                    + "the element's password_hash_algorithm. Passwords are hashed before anything is changed, which takes time.";
    static final String EXAMPLE = "[]";

    private UserFileType() {}

    static Format of(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        return type != null && type.getSubtype().equals("csv") ? Format.CSV : Format.JSON;
    }
}
