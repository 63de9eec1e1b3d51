package io.caracal.cli.command;

import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import io.caracal.cli.mqtt.Subscriber;
import io.caracal.cli.output.Format;
import io.caracal.cli.output.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message a line, or one document a message; what is no UTF-8 is in base64. */
final class MessagePrinter implements Subscriber.Listener {
    private final Output output;

    MessagePrinter(Output output) {
        this.output = output;
    }

    @Override
    public boolean message(String topic, byte[] payload, int qos, boolean retained) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", topic);
        try {
            message.put(
                    "payload",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException _) {
            message.put("payload", Base64.getEncoder().encodeToString(payload));
            message.put("payload_encoding", "base64");
        }
        message.put("qos", qos);
        message.put("retain", retained);
        switch (output.format()) {
            case Format.table -> output.line(message.get("topic"), message.get("payload"));
            case Format.json -> output.text(Json.compact(message));
            case Format.yaml -> output.value(new Node(List.of(message)));
        }
        return !output.isAbandoned();
    }
}
