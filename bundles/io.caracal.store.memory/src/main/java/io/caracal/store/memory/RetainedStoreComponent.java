package io.caracal.store.memory;

import io.caracal.api.store.RetainedStore;
import org.osgi.service.component.annotations.Component;

/** Offers the retained messages; immediate, so that they stay when nobody uses the service for a while. */
@Component(service = RetainedStore.class, immediate = true, property = "caracal.store.type=memory")
public final class RetainedStoreComponent extends MemoryRetainedStore {}
