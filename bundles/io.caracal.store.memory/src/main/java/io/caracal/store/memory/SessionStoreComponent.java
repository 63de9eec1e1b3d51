package io.caracal.store.memory;

import io.caracal.api.store.SessionStore;
import org.osgi.service.component.annotations.Component;

/** Offers the sessions; immediate, so that they stay when nobody uses the service for a while. */
@Component(service = SessionStore.class, immediate = true, property = "caracal.store.type=memory")
public final class SessionStoreComponent extends MemorySessionStore {}
