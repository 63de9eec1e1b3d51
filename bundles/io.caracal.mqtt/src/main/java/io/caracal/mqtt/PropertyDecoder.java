package io.caracal.mqtt;

/** Reads the Properties of a packet (section 2.2.2), Property Length included. */
final class PropertyDecoder {
    private PropertyDecoder() {}

    /** {@code packetType} is that of the packet, or {@link PropertyRules#WILL}. Empty for MQTT 3.x, which has no properties. */
    static Properties decode(FrameReader in, int packetType, ProtocolVersion version) throws MalformedPacketException {
        if (version != ProtocolVersion.MQTT_5) {
            return Properties.NONE;
        }
        FrameReader part = in.part(in.variableByteInteger());
        if (part.atEnd()) {
            return Properties.NONE;
        }
        Properties.Builder properties = Properties.builder();
        long seen = 0;
        while (!part.atEnd()) {
            Property property = PropertyRules.allowed(part.variableByteInteger(), packetType);
            long bit = PropertyRules.bit(property);
            PropertyRules.checkNotRepeated(
                    (seen & bit) != 0 && !PropertyRules.repeatable(property, packetType), property);
            seen |= bit;
            value(part, property, properties);
        }
        checkAuthentication(seen);
        return properties.build();
    }

    private static void value(FrameReader in, Property property, Properties.Builder properties)
            throws MalformedPacketException {
        switch (property.type()) {
            case BYTE -> number(property, in.u8(), properties);
            case TWO_BYTE_INTEGER -> number(property, in.u16(), properties);
            case FOUR_BYTE_INTEGER -> number(property, in.u32(), properties);
            case VARIABLE_BYTE_INTEGER -> number(property, in.variableByteInteger(), properties);
            case BINARY -> properties.add(property, in.binary());
            case STRING -> // the Response Topic is a topic name [MQTT-3.3.2-14]
                properties.add(
                        property, property == Property.RESPONSE_TOPIC ? in.topicName() : in.string(property.name()));
            case STRING_PAIR -> // [MQTT-1.5.7-1]
                properties.user(in.string("the name of a user property"), in.string("the value of a user property"));
        }
    }

    private static void number(Property property, long value, Properties.Builder properties)
            throws MalformedPacketException {
        PropertyRules.checkValue(property, value);
        properties.add(property, value);
    }

    /** Authentication Data without a method is a Protocol Error (section 3.1.2.11.10). */
    private static void checkAuthentication(long seen) throws MalformedPacketException {
        boolean method = (seen & PropertyRules.bit(Property.AUTHENTICATION_METHOD)) != 0;
        boolean data = (seen & PropertyRules.bit(Property.AUTHENTICATION_DATA)) != 0;
        if (data && !method) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "authentication data without an authentication method");
        }
    }
}
