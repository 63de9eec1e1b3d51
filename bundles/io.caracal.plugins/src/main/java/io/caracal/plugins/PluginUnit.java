package io.caracal.plugins;

import java.util.List;

/** What one file in the folder asks for: a jar one bundle, a feature file several, which come all or not at all. */
record PluginUnit(List<PluginBundle> bundles) {}
