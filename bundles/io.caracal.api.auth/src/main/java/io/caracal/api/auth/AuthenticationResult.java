package io.caracal.api.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an authenticator decides. */
public sealed interface AuthenticationResult {

    /**
     * The client may connect; later elements of the chain are not asked.
     *
     * @param attributes attributes of the client, for placeholders ({@code ${client_attrs.NAME}}) and rules
     * @param superuser true lifts every authorization check
     * @param expiry when the broker ends the connection, if ever
     * @param acl the client's own rules, checked before all others, the first that matches decides; empty if none matches is
     *     asked further
     * @param data Authentication Data for the CONNACK or AUTH packet of an enhanced authentication; empty for none
     * @param clientIdOverride the client identifier that the client is known by from now on, instead of the one that it sent; an
     *     empty text, or one longer than {@code mqtt.max_clientid_len}, rejects the client. Of a re-authentication it is ignored
     */
    record Accept(
            Map<String, String> attributes,
            boolean superuser,
            Optional<Instant> expiry,
            List<AclRule> acl,
            byte[] data,
            Optional<String> clientIdOverride)
            implements AuthenticationResult {
        public Accept {
            attributes = Map.copyOf(attributes);
            Objects.requireNonNull(expiry, "expiry");
            acl = List.copyOf(acl);
            Objects.requireNonNull(data, "data");
            Objects.requireNonNull(clientIdOverride, "clientIdOverride");
        }

        /** Leaves the client its identifier. */
        public Accept(
                Map<String, String> attributes,
                boolean superuser,
                Optional<Instant> expiry,
                List<AclRule> acl,
                byte[] data) {
            this(attributes, superuser, expiry, acl, data, Optional.empty());
        }
    }

    /**
     * The client may not connect; later elements of the chain are not asked.
     *
     * @param reason becomes the reason code of the CONNACK packet
     */
    record Reject(Reason reason) implements AuthenticationResult {
        public Reject {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * This authenticator does not know the client; the next element decides. The end of the chain rejects with
     * {@link Reason#NOT_AUTHORIZED}.
     */
    record Next() implements AuthenticationResult {}

    /**
     * An enhanced authentication goes on: the broker sends an AUTH packet with the data and hands the client's answer to
     * {@link Authenticator#proceed}. Only in answer to a request that names a method.
     *
     * @param data Authentication Data for the client; empty for none
     * @param state handed back with the answer; the broker does not look at it
     */
    record Continue(byte[] data, Object state) implements AuthenticationResult {
        public Continue {
            Objects.requireNonNull(data, "data");
            Objects.requireNonNull(state, "state");
        }
    }

    /** Why a client is rejected. */
    enum Reason {
        /** 0x86, in MQTT 3.x return code 4. */
        BAD_USERNAME_OR_PASSWORD,
        /** 0x87, in MQTT 3.x return code 5. */
        NOT_AUTHORIZED,
        /** 0x85, in MQTT 3.x return code 2. */
        CLIENT_IDENTIFIER_NOT_VALID,
        /** 0x8A, in MQTT 3.x return code 5. */
        BANNED,
        /** 0x8C, in MQTT 3.x return code 5. */
        BAD_AUTHENTICATION_METHOD,
        /** 0x88, in MQTT 3.x return code 3: a back end failed or is overloaded. */
        SERVER_UNAVAILABLE,
        /** 0x97, in MQTT 3.x return code 3: too many are being authenticated already. */
        QUOTA_EXCEEDED
    }

    /** Accepts without attributes, expiry or rules. */
    static AuthenticationResult accept() {
        return new Accept(Map.of(), false, Optional.empty(), List.of(), new byte[0]);
    }

    static AuthenticationResult reject(Reason reason) {
        return new Reject(reason);
    }

    static AuthenticationResult next() {
        return new Next();
    }
}
