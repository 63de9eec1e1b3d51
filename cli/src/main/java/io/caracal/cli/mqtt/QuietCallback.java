package io.caracal.cli.mqtt;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The callbacks of the client that a subscriber has no use for. */
abstract class QuietCallback implements MqttCallback {
    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // `disconnected` follows
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // nothing is published
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // `connect` has returned
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // no enhanced authentication is asked for
    }
}
