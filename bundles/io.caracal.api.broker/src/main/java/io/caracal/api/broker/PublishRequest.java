package io.caracal.api.broker;

import java.util.List;
import java.util.Optional;

/**
 * A message that an administrator or a program publishes without being an MQTT client.
 *
 * @param topic a topic name
 * @param payload not to be modified afterwards
 * @param qos 0 to 2
 * @param retain whether it is retained; with an empty payload the topic's retained message is removed
 * @param publisher what subscribers' No Local and shared subscriptions take as the publisher's client identifier
 * @param properties the properties that MQTT 5.0 subscribers get
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are handed over, not compared
public record PublishRequest(
        String topic, byte[] payload, int qos, boolean retain, String publisher, MessageProperties properties) {

    /**
     * The properties of PUBLISH (MQTT 5.0, section 3.3.2.3).
     *
     * @param payloadUtf8 true if the payload is UTF-8 text (Payload Format Indicator)
     * @param expiryInterval seconds, 0 to 0xFFFFFFFF
     * @param contentType the Content Type
     * @param responseTopic the Response Topic, a topic name
     * @param correlationData the Correlation Data
     * @param userProperties in their order
     */
    public record MessageProperties(
            Optional<Boolean> payloadUtf8,
            Optional<Long> expiryInterval,
            Optional<String> contentType,
            Optional<String> responseTopic,
            Optional<byte[]> correlationData,
            List<UserProperty> userProperties) {
        /** No properties. */
        public static final MessageProperties NONE = new MessageProperties(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        public MessageProperties {
            userProperties = List.copyOf(userProperties);
        }
    }

    /** A user property. */
    public record UserProperty(String name, String value) {}
}
