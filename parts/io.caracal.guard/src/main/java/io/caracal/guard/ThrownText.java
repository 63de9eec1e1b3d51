package io.caracal.guard;

/** What foreign code threw, as one line for the operator; survives exceptions whose own methods throw. */
public final class ThrownText {
    private ThrownText() {}

    /** A text without line breaks, which would otherwise make lines of their own in the log. */
    public static String oneLine(String text) {
        return text.strip().replaceAll("\\R", " | ");
    }

    @SuppressWarnings("CatchingUnchecked") // getMessage() of a foreign exception is foreign code too
    public static String of(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + oneLine(message);
        } catch (Throwable _) {
            return type;
        }
    }
}
