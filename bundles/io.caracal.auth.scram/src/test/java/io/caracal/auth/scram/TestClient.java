package io.caracal.auth.scram;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The client's side of SCRAM. */
record TestClient(ScramAlgorithm algorithm, String firstBare, String password) {
    String answer(String challenge) {
        String[] parts = challenge.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        byte[] salted = algorithm.salted(bytes(password), salt, Integer.parseInt(parts[2].substring(2)));
        byte[] clientKey = algorithm.hmac(salted, bytes("Client Key"));
        String withoutProof = "c=biws," + parts[0];
        byte[] signature =
                algorithm.hmac(algorithm.hash(clientKey), bytes(firstBare + "," + challenge + "," + withoutProof));
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
