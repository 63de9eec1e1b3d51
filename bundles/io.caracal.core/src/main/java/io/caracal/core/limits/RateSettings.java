package io.caracal.core.limits;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import java.util.Optional;

/** The rates of a listener or a zone; texts such as {@code 1000/s}, checked when the record is made. */
public record RateSettings(
        @Description(
                "The most new connections: \"1000/s\", \"500/10s\"; infinity for no limit. What comes faster waits to be accepted.")
        @Default("infinity")
        String maxConnRate,

        @Description("New connections that may come beyond max_conn_rate for a while: \"10000/60m\".") @Default("\"0\"")
        String maxConnBurst,

        @Description(
                "The most messages that each client may publish: \"1000/s\", \"100/10s\". Whoever sends faster is read from less, and "
                        + "loses nothing.")
        @Default("infinity")
        String messagesRate,

        @Description("Messages that each client may publish beyond messages_rate for a while: \"10000/60m\".")
        @Default("\"0\"")
        String messagesBurst,

        @Description(
                "The most bytes that each client may send: \"100KB/s\", \"1MB/10s\". Whoever sends faster is read from less.")
        @Default("infinity")
        String bytesRate,

        @Description("Bytes that each client may send beyond bytes_rate for a while: \"100MB/60m\".") @Default("\"0\"")
        String bytesBurst,

        @Description("The most messages that all clients together may publish.") @Default("infinity")
        String totalMessagesRate,

        @Description("The most bytes that all clients together may send.") @Default("infinity")
        String totalBytesRate,

        @Description("What happens to a client that sends faster than its own rates allow.") @Default("read_less")
        OverRate overRate) {

    /** What happens to a client that sends faster than it may. */
    public enum OverRate {
        /** It is read from less, and held up by TCP. */
        @Description("It is read from less, so that TCP slows it down.")
        READ_LESS,
        /** It is sent away with 0x96. */
        @Description("It is sent away, with the reason 0x96 if it speaks MQTT 5.0.")
        DISCONNECT
    }

    /** No limits. */
    public static final RateSettings NONE = new RateSettings(
            Rate.INFINITY,
            Rate.NO_BURST,
            Rate.INFINITY,
            Rate.NO_BURST,
            Rate.INFINITY,
            Rate.NO_BURST,
            Rate.INFINITY,
            Rate.INFINITY,
            OverRate.READ_LESS);

    public RateSettings {
        Rate.parse("max_conn_rate", maxConnRate, Rate.Unit.PIECES);
        Rate.parseBurst("max_conn_burst", maxConnBurst, Rate.Unit.PIECES);
        Rate.parse("messages_rate", messagesRate, Rate.Unit.PIECES);
        Rate.parseBurst("messages_burst", messagesBurst, Rate.Unit.PIECES);
        Rate.parse("bytes_rate", bytesRate, Rate.Unit.BYTES);
        Rate.parseBurst("bytes_burst", bytesBurst, Rate.Unit.BYTES);
        Rate.parse("total_messages_rate", totalMessagesRate, Rate.Unit.PIECES);
        Rate.parse("total_bytes_rate", totalBytesRate, Rate.Unit.BYTES);
    }

    private static Optional<Rate> pieces(String text) {
        return Rate.parse("rate", text, Rate.Unit.PIECES);
    }

    private static Optional<Rate> bytes(String text) {
        return Rate.parse("rate", text, Rate.Unit.BYTES);
    }

    Optional<Rate> connections() {
        return pieces(maxConnRate);
    }

    Optional<Rate> connectionsBurst() {
        return Rate.parseBurst("burst", maxConnBurst, Rate.Unit.PIECES);
    }

    Optional<Rate> messages() {
        return pieces(messagesRate);
    }

    Optional<Rate> messagesAtOnce() {
        return Rate.parseBurst("burst", messagesBurst, Rate.Unit.PIECES);
    }

    Optional<Rate> bytes() {
        return bytes(bytesRate);
    }

    Optional<Rate> bytesAtOnce() {
        return Rate.parseBurst("burst", bytesBurst, Rate.Unit.BYTES);
    }

    Optional<Rate> totalMessages() {
        return pieces(totalMessagesRate);
    }

    Optional<Rate> totalBytes() {
        return bytes(totalBytesRate);
    }
}
