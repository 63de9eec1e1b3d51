package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
import java.util.List;

/**
 * What is asked for as one thing: the bundles come all or not at all.
 *
 * @param name by which operators know it
 * @param kind a feature of several bundles, or a bundle by itself
 * @param version of the feature or the bundle, as it is written there
 * @param from where it was taken from, for people: a file's name, coordinates, an upload
 */
record PluginUnit(String name, PluginInfo.Kind kind, String version, String from, List<PluginBundle> bundles) {}
