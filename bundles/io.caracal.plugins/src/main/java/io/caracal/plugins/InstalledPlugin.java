package io.caracal.plugins;

/**
 * A plugin's bundle in the framework.
 *
 * @param id the bundle id
 * @param sha the digest of the content that it was installed from
 */
record InstalledPlugin(long id, String symbolicName, BundleVersion version, String sha) {
    boolean is(PluginBundle bundle) {
        return symbolicName.equals(bundle.symbolicName()) && sha.equals(bundle.sha());
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
