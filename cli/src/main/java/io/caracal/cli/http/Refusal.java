package io.caracal.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.Credential;
import io.caracal.cli.address.Target;
import io.caracal.cli.json.Json;
import io.caracal.cli.json.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** An answer that is no success, as a sentence and an exit code. */
final class Refusal {
    private static final int LONGEST_BODY = 1 << 20;

    private Refusal() {}

    static CliException of(Answer answer, Target target) throws IOException {
        Node body = body(answer);
        String said = said(body);
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 ->
                new CliException(
                        ExitCode.UNREACHABLE,
                        target.url() + " sends elsewhere, to " + answer.header("Location") + ". Name that with --url.");
            case 401 -> unauthenticated(target, said);
            case 403 ->
                new CliException(
                        ExitCode.NOT_PERMITTED,
                        "Not allowed: " + or(said, "the role of whoever asks does not suffice.")
                                + " Ask an administrator, or use another account (--context, --api-key).");
            case 404 -> new CliException(ExitCode.NOT_FOUND, notFound(target, body, said));
            case 405, 501 ->
                new CliException(
                        ExitCode.UNEXPECTED,
                        "The broker at " + target.url() + " does not know this operation; is it of the same version?");
            case 409 -> new CliException(ExitCode.CONFLICT, or(said, "The state of the broker does not allow this."));
            case 412 ->
                new CliException(
                        ExitCode.CONFLICT,
                        or(said, "It was changed meanwhile.")
                                + " Look at it again ('caracal config get --revision'), then repeat.");
            case 429 -> new CliException(ExitCode.TRY_AGAIN, or(said, "Too many requests.") + retryAfter(answer));
            case 503 ->
                new CliException(
                        ExitCode.TRY_AGAIN, or(said, "The broker is not ready for this.") + retryAfter(answer));
            default -> other(answer.status(), said);
        };
    }

    private static CliException other(int status, String said) {
        return status < 500
                ? new CliException(ExitCode.REFUSED, or(said, "The broker refuses this (HTTP " + status + ")."))
                : new CliException(
                        ExitCode.BROKER_FAILED,
                        "The broker failed at this (HTTP " + status + "): " + or(said, "it does not say why.")
                                + " Its log has the cause.");
    }

    private static Node body(Answer answer) throws IOException {
        byte[] bytes = answer.body().readNBytes(LONGEST_BODY);
        try {
            return new Node(Json.read(new ByteArrayInputStream(bytes)));
        } catch (JsonProcessingException _) {
            return new Node(null); // a proxy's page, or nothing
        }
    }

    /** The broker's own words: they name what was given, what is expected, and for a pinned key its file and line. */
    private static String said(Node body) {
        String message = body.text("message", "").strip();
        return message.isEmpty() || message.matches("(?s).*[.!?]$") ? message : message + ".";
    }

    /** @param said the broker's own words, may be empty */
    static CliException unauthenticated(Target target, String said) {
        return new CliException(ExitCode.NOT_PERMITTED, whoAsks(target, said));
    }

    private static String whoAsks(Target target, String said) {
        return switch (target.credential()) {
            case Credential.None _ ->
                "The broker at " + target.url() + " wants to know who asks. Log in with 'caracal login --url "
                        + target.url() + "', or give --api-key KEY:SECRET.";
            case Credential.Password _ ->
                "The broker at " + target.url() + " does not let you in: " + or(said, "name or password is wrong.");
            case Credential.ApiKey key ->
                "The broker at " + target.url() + " does not accept the API key '" + key.key() + "' of " + key.source()
                        + ": " + or(said, "it does not exist, is switched off or expired, or the secret is wrong.");
            case Credential.Token token ->
                "The broker at " + target.url() + " does not accept the login any more. " + token.renewal();
        };
    }

    private static String notFound(Target target, Node body, String said) {
        return body.at("code").isThere()
                ? or(said, "There is no such thing.")
                : target.url()
                        + " answers, but there is nothing at this address of its REST API. Is it Caracal, and of this version?";
    }

    private static String retryAfter(Answer answer) {
        String seconds = answer.header("Retry-After");
        return seconds == null ? " Try again later." : " Try again in " + seconds + " s.";
    }

    private static String or(String said, String otherwise) {
        return said.isEmpty() ? otherwise : said;
    }
}
