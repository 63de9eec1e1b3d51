package io.caracal.itests.support;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConfig;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5AuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM (RFC 5802), which checks the server's signature too. */
public final class ScramMechanism implements Mqtt5EnhancedAuthMechanism {
    private final String hash;
    private final String username;
    private final String password;
    private String firstBare = "";
    private byte[] expectedSignature = {};

    /** @param hash {@code 256} or {@code 512} */
    public ScramMechanism(String hash, String username, String password) {
        this.hash = hash;
        this.username = username;
        this.password = password;
    }

    @Override
    public MqttUtf8String getMethod() {
        return MqttUtf8String.of("SCRAM-SHA-" + hash);
    }

    @Override
    public int getTimeout() {
        return 20;
    }

    private byte[] first() {
        firstBare = "n=" + username + ",r=" + UUID.randomUUID();
        return bytes("n,," + firstBare);
    }

    @Override
    public CompletableFuture<Void> onAuth(
            Mqtt5ClientConfig config, Mqtt5Connect connect, Mqtt5EnhancedAuthBuilder builder) {
        builder.data(first());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig config, Mqtt5AuthBuilder builder) {
        builder.data(first());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Boolean> onContinue(Mqtt5ClientConfig config, Mqtt5Auth auth, Mqtt5AuthBuilder builder) {
        String challenge = text(auth.getData().orElseThrow());
        String[] parts = challenge.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        byte[] salted = salted(salt, Integer.parseInt(parts[2].substring(2)));
        String withoutProof = "c=biws," + parts[0];
        byte[] said = bytes(firstBare + "," + challenge + "," + withoutProof);
        byte[] clientKey = hmac(salted, bytes("Client Key"));
        byte[] proof = hmac(digest(clientKey), said);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        expectedSignature = hmac(hmac(salted, bytes("Server Key")), said);
        builder.data(bytes(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof)));
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
        ByteBuffer data = connAck.getEnhancedAuth().orElseThrow().getData().orElseThrow();
        return CompletableFuture.completedFuture(isSigned(text(data)));
    }

    @Override
    public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig config, Mqtt5Auth auth) {
        return CompletableFuture.completedFuture(isSigned(text(auth.getData().orElseThrow())));
    }

    private boolean isSigned(String message) {
        return message.startsWith("v=")
                && MessageDigest.isEqual(expectedSignature, Base64.getDecoder().decode(message.substring(2)));
    }

    @Override
    public void onAuthRejected(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
        // the client tells its caller
    }

    @Override
    public void onReAuthRejected(Mqtt5ClientConfig config, Mqtt5Disconnect disconnect) {
        // the client tells its caller
    }

    @Override
    public void onAuthError(Mqtt5ClientConfig config, Throwable cause) {
        // the client tells its caller
    }

    @Override
    public void onReAuthError(Mqtt5ClientConfig config, Throwable cause) {
        // the client tells its caller
    }

    private byte[] salted(byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + hash)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, Integer.parseInt(hash)))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA" + hash);
            mac.init(new SecretKeySpec(key, "RAW"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] digest(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-" + hash).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
