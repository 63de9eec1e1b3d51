package io.caracal.rest;

import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.SettingsSection;
import io.caracal.rest.login.LoginSettings;
import io.caracal.rest.server.ListenerSettings;
import io.caracal.rest.server.RequestLimits;
import java.time.Duration;
import java.util.List;

/** The section {@code dashboard}: the REST API, who may use it, and what it bears. */
@SettingsSection("dashboard")
@Description("The REST API: where it is reached, who may use it, and its limits.")
public record DashboardSettings(
        @Description("Where the REST API is reached.") ListenerSettings listeners,

        @Description("Users, passwords, tokens and API keys.")
        LoginSettings login,

        @Description("The largest body of a request; a larger one is answered with 413.")
        @Default("1MB")
        @Range(min = 1024, max = 1_073_741_824)
        Bytes maxBodySize,

        @Description("The largest file that is taken for an import (/data/files).")
        @Default("256MB")
        @Range(min = 1024, max = 17_179_869_184L)
        Bytes maxImportSize,

        @Description("The largest request line and headers together; larger ones are answered with 431.")
        @Default("16KB")
        @Range(min = 1024, max = 1_048_576)
        Bytes maxHeaderSize,

        @Description(
                "How long the headers or the body of a request may take to arrive, however slowly; then 408 is answered.")
        @Default("30s")
        @Range(min = 100, max = 3_600_000)
        Duration receiveTimeout,

        @Description(
                "How many requests a second one address may send on average; more are answered with 429. 0 for no limit.")
        @Default("200")
        @Range(min = 0, max = 1_000_000)
        int maxRequestRate,

        @Description(
                "Origins such as https://admin.example.com whose pages may call the API from a browser (CORS); none by default.")
        List<String> corsOrigins) {

    RequestLimits limits() {
        return new RequestLimits(
                maxBodySize.value(),
                maxHeaderSize.intValue(),
                receiveTimeout,
                maxRequestRate,
                List.copyOf(corsOrigins));
    }
}
