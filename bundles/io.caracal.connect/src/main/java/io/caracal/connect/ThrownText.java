package io.caracal.connect;

/** What foreign code threw, as one line for the operator; survives exceptions whose own methods throw. */
final class ThrownText {
    private ThrownText() {}

    /** A text without line breaks, which would otherwise make lines of their own in the log. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\R", " | ");
    }

    @SuppressWarnings("CatchingUnchecked") // getMessage() of a foreign exception is foreign code too
    static String of(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + oneLine(message);
        } catch (Throwable _) {
            return type;
        }
    }
}
