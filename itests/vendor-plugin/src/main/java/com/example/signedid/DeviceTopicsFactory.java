package com.example.signedid;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import org.osgi.service.component.annotations.Component;

/** Brings {@code {type = device_topics}}. */
@Component(service = AuthorizerFactory.class)
public final class DeviceTopicsFactory implements AuthorizerFactory<DeviceTopicsSettings> {

    @Override
    public String type() {
        return "device_topics";
    }

    @Override
    public Class<DeviceTopicsSettings> settingsType() {
        return DeviceTopicsSettings.class;
    }

    @Override
    public Authorizer create(DeviceTopicsSettings settings, AuthorizerContext context) {
        return new DeviceTopicsAuthorizer(settings);
    }
}
