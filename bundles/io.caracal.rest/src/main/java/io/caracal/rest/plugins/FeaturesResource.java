package io.caracal.rest.plugins;

import io.caracal.api.plugins.PluginAdministration;
import io.caracal.api.plugins.StoredPlugin;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the distribution offers for installation. */
@Path("features")
@Describe("Features: what can be installed as a plugin by its name, for it is on the broker's machine already.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class FeaturesResource implements RestResource {
    private final PluginAdministration plugins;

    @Activate
    public FeaturesResource(@Reference PluginAdministration plugins) {
        this.plugins = plugins;
    }

    /** All of them. */
    @GET
    @Operation("Lists the features that can be installed by name.")
    public Page<StoredPlugin> listFeatures(
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Which page.", min = 1) int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "Most elements of a page.", min = 1, max = Page.MAX_LIMIT)
                    int limit) {
        return Page.of(plugins.stored(), page, limit);
    }
}
