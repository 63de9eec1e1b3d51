package io.caracal.cli.address;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who asks. */
public sealed interface Credential {
    /** The header {@code Authorization}; null for none. */
    @Nullable
    String header();

    /** Nobody in particular: enough for {@code status}. */
    record None() implements Credential {
        @Override
        public @Nullable String header() {
            return null;
        }
    }

    /** Somebody who gives name and password in the body, to log in. */
    record Password() implements Credential {
        @Override
        public @Nullable String header() {
            return null;
        }
    }

    /**
     * An API key, sent by HTTP Basic authentication.
     *
     * @param source where it comes from, for messages: {@code --api-key}
     */
    record ApiKey(String key, String secret, String source) implements Credential {
        @Override
        public String header() {
            byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "API key " + key;
        }
    }

    /**
     * What {@code caracal login} was given, or the running broker has left in its data folder.
     *
     * @param renewal what to do when it is no longer accepted, a sentence
     */
    record Token(String token, String renewal) implements Credential {
        @Override
        public String header() {
            return "Bearer " + token;
        }

        @Override
        public String toString() {
            return "token";
        }
    }
}
