package io.caracal.rest.server;

import java.time.Duration;
import java.util.List;

/**
 * What a client may ask of the server.
 *
 * @param body bytes
 * @param header bytes of request line and headers
 * @param receive how long headers, or a body, may take to arrive
 * @param rate requests a second for one address, 0 for no limit
 * @param origins whose pages may call from a browser
 */
public record RequestLimits(long body, int header, Duration receive, int rate, List<String> origins) {}
