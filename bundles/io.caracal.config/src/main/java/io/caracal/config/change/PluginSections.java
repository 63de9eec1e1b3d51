package io.caracal.config.change;

import io.caracal.api.config.Description;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key {@code plugin_sections}. Any other key at the root that no section claims is taken for a mistake; so a typing error is
 * found even though sections can come with plugins later.
 *
 * @param names sections that may stand in the configuration though no bundle that is installed at start claims them
 */
@SettingsSection(PluginSections.PATH)
public record PluginSections(
        @Whole
        @Description(
                "Sections of plugins that are not installed yet. Any other section that nobody knows is refused as a mistake.")
        List<String> names) {
    static final String PATH = "plugin_sections";

    /** Those of the plugins that the distribution brings; they need not be named. */
    private static final List<String> SHIPPED = List.of("dashboard");

    /** All sections that may stand in the configuration although no bundle claims them. */
    public List<String> known() {
        return Stream.concat(SHIPPED.stream(), names.stream()).toList();
    }
}
