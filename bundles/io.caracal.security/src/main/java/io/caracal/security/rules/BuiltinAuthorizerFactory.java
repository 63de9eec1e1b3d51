package io.caracal.security.rules;

import io.caracal.api.auth.Authorizer;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.AuthorizerFactory;
import io.caracal.api.auth.Merged;
import io.caracal.api.auth.RuleDatabase;
import io.caracal.api.store.KeptFiles;
import io.caracal.security.users.DiskStore;
import io.caracal.security.users.KeptDatabase;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Brings the source {@code built_in_database}, and its rules to administrators. The file is opened when a rule is looked for or set. */
@Component(service = {AuthorizerFactory.class, RuleDatabase.class})
public final class BuiltinAuthorizerFactory implements AuthorizerFactory<BuiltinSourceSettings>, RuleDatabase {
    private final DiskStore store;
    private final DiskRules rules;
    private final ServiceRegistration<KeptFiles> kept;

    @Activate
    public BuiltinAuthorizerFactory(BundleContext context) {
        String data = context.getProperty("caracal.data");
        if (data == null) {
            throw new IllegalStateException("the framework property caracal.data does not name the data folder");
        }
        store = new DiskStore(Path.of(data, "authorization.db"));
        rules = new DiskRules(store);
        kept = context.registerService(KeptFiles.class, new KeptDatabase(store), null);
    }

    @Deactivate
    void stop() {
        kept.unregister();
        store.close();
    }

    @Override
    public String type() {
        return "built_in_database";
    }

    @Override
    public Class<BuiltinSourceSettings> settingsType() {
        return BuiltinSourceSettings.class;
    }

    @Override
    public Authorizer create(BuiltinSourceSettings settings, AuthorizerContext context) {
        return new BuiltinAuthorizer(rules, context);
    }

    @Override
    public CompletionStage<Optional<Entry>> find(Kind kind, String name) {
        return rules.find(kind, name);
    }

    @Override
    public CompletionStage<RulePage> list(Kind kind, String like, int page, int limit) {
        return rules.list(kind, like, page, limit);
    }

    @Override
    public CompletionStage<Optional<String>> add(Kind kind, List<Entry> entries) {
        return rules.add(kind, entries);
    }

    @Override
    public CompletionStage<Void> put(Kind kind, Entry entry) {
        return rules.put(kind, entry);
    }

    @Override
    public CompletionStage<Boolean> remove(Kind kind, String name) {
        return rules.remove(kind, name);
    }

    @Override
    public CompletionStage<Void> clear() {
        return rules.clear();
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Owned> visitor) {
        return rules.forEach(visitor);
    }

    @Override
    public CompletionStage<Merged> merge(Supplier<Iterator<Owned>> entries, boolean dryRun) {
        return rules.merge(entries, dryRun);
    }
}
