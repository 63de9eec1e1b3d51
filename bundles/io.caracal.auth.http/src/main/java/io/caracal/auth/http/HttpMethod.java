package io.caracal.auth.http;

import io.caracal.api.config.Description;

/** How a question travels. */
public enum HttpMethod {
    @Description("Everything in path, query and headers.")
    GET,
    @Description("What body says, as a body.")
    POST
}
