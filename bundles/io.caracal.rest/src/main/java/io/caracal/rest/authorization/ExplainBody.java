package io.caracal.rest.authorization;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.AclRuleParser;
import io.caracal.api.auth.AuthorizationAdministration;
import io.caracal.api.auth.AuthorizationAdministration.KnownClient;
import io.caracal.api.auth.AuthorizationAdministration.Question;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.ClientFacts;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who would do what. */
public record ExplainBody(
        @Describe(value = "The client identifier; of a client that is there the rest is known.", example = "pump-7")
        String clientid,

        @Describe("The user name; that of the client if it is there.") @Nullable
        String username,

        @Describe(value = "The address; that of the client if it is there, else 127.0.0.1.", example = "127.0.0.1")
        @Nullable
        String peerhost,

        @Describe("The listener; that of the client if it is there, else tcp:default.") @Nullable
        String listener,

        @Describe("The zone; that of the client if it is there, else default.") @Nullable
        String zone,

        @Describe("Attributes; those of the client if it is there.") @Nullable
        Map<String, String> clientAttrs,

        @Describe("Whether it is a superuser; as the client if it is there.") @Nullable
        Boolean isSuperuser,

        @Describe("Its own rules; those of the client if it is there.") @Nullable
        List<Map<String, @Nullable Object>> acl,

        @Describe("publish or subscribe.") Action action,

        @Describe(value = "The topic, or the filter to subscribe to.", example = "a/b", min = 1, max = 65535)
        String topic,

        @Describe(value = "0 if nothing is said.", min = 0, max = 2) @Nullable
        Integer qos,

        @Describe("Whether the message is to be retained.") @Nullable
        Boolean retain) {

    Question question(AuthorizationAdministration authorization) {
        Optional<KnownClient> known = authorization.client(clientid);
        return new Question(
                new KnownClient(facts(known.map(KnownClient::facts)), superuser(known), rules(known)),
                action,
                plain(topic),
                qos == null ? 0 : qos,
                retain != null && retain);
    }

    /** Shared subscriptions are decided by the filter behind their group. */
    private static String plain(String topic) {
        int group = topic.startsWith("$share/") ? topic.indexOf('/', "$share/".length()) : -1;
        return group < 0 ? topic : topic.substring(group + 1);
    }

    private ClientFacts facts(Optional<ClientFacts> known) {
        ClientFacts base = known.orElseGet(() -> ClientFacts.of(
                clientid,
                Optional.empty(),
                Optional.empty(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "tcp:default"));
        return new ClientFacts(
                clientid,
                username == null ? base.username() : Optional.of(username),
                Optional.empty(),
                peerhost == null ? base.peer() : new InetSocketAddress(address(peerhost), 0),
                listener == null ? base.listener() : listener,
                zone == null ? base.zone() : zone,
                base.certSubject(),
                base.certCommonName(),
                base.tlsVersion(),
                clientAttrs == null ? base.attributes() : clientAttrs);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("peerhost: given \"" + text + "\", expected an address such as 10.1.2.3");
        }
    }

    private boolean superuser(Optional<KnownClient> known) {
        return isSuperuser == null ? known.map(KnownClient::superuser).orElse(false) : isSuperuser;
    }

    private List<AclRule> rules(Optional<KnownClient> known) {
        if (acl == null) {
            return known.map(KnownClient::acl).orElse(List.of());
        }
        try {
            return AclRuleParser.parseAll(acl);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("acl: " + e.getMessage());
        }
    }
}
