package io.caracal.api.broker;

/**
 * A retained message.
 *
 * @param info everything but the payload
 * @param payload not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are handed over, not compared
public record RetainedMessage(RetainedInfo info, byte[] payload) {}
