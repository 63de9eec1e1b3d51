package io.caracal.itests.lifecycle;

import io.caracal.itests.lifecycle.Distribution.FeatureBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.awaitility.Awaitility;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The assembled distribution, started inside this process, so that wiring, threads and class loaders can be looked at. It has a
 * configuration, a data folder and an empty plugins folder of its own; clients reach it over TCP like any other.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TOP_LEVEL = 30;

    private final NativeTestContainer container;
    private final Path plugins;
    private final Path log;
    private final InetSocketAddress address;

    /**
     * Starts the broker and returns when it listens.
     *
     * @param work an empty folder
     * @param configuration in HOCON, without listeners
     */
    public EmbeddedBroker(Distribution distribution, Path work, String configuration) {
        try {
            log = work.resolve("broker.log");
            plugins = Files.createDirectories(work.resolve("plugins"));
            Path file = Files.writeString(work.resolve("caracal.conf"), """
                    dashboard.listeners.http.bind = "127.0.0.1:0"
                    %s
                    listeners.tcp.default.bind = "127.0.0.1:0"
                    """.formatted(configuration));
            Option[] options = options(distribution, work, file);
            container =
                    (NativeTestContainer) PaxExamRuntime.createContainer(PaxExamRuntime.createServerSystem(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        container.start();
        address = awaitListener();
    }

    private Option[] options(Distribution distribution, Path work, Path configuration) throws IOException {
        List<Option> options = new ArrayList<>();
        options.add(CoreOptions.workingDirectory(
                Files.createDirectories(work.resolve("framework")).toString()));
        options.add(CoreOptions.cleanCaches());
        options.add(CoreOptions.frameworkStartLevel(TOP_LEVEL));
        options.add(property("caracal.home", distribution.home()));
        options.add(property("caracal.data", Files.createDirectories(work.resolve("data"))));
        options.add(property("caracal.plugins", plugins));
        options.add(property("caracal.config.file", configuration));
        options.add(property("caracal.config.set", ""));
        options.add(property("caracal.config.check", "false"));
        options.add(property("org.ops4j.pax.logging.StaticLogbackFile", logging(work)));
        options.add(property("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN"));
        options.add(property("ds.loglevel", "warn"));
        for (FeatureBundle bundle : distribution.bootBundles()) {
            UrlProvisionOption option =
                    CoreOptions.bundle(bundle.jar().toUri().toString()).startLevel(bundle.startLevel());
            options.add(isFragment(bundle.jar()) ? option.noStart() : option);
        }
        return options.toArray(Option[]::new);
    }

    private static Option property(String key, Object value) {
        return CoreOptions.frameworkProperty(key).value(value.toString());
    }

    private Path logging(Path work) throws IOException {
        return Files.writeString(work.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5level [%%thread] %%logger{20}: %%msg%%n</pattern></encoder>
                  </appender>
                  <logger name="org.eclipse.jetty" level="WARN"/>
                  <logger name="org.glassfish.jersey.internal.inject.Providers" level="ERROR"/>
                  <root level="INFO"><appender-ref ref="out"/></root>
                </configuration>
                """.formatted(log));
    }

    private static boolean isFragment(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
        }
    }

    private InetSocketAddress awaitListener() {
        return Awaitility.await("the broker listens")
                .atMost(PATIENCE)
                .until(() -> listener("tcp:default"), Optional::isPresent)
                .map(text -> new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(text.substring(text.lastIndexOf(':') + 1))))
                .orElseThrow();
    }

    /** What it says about itself; a configuration may have others besides. */
    private Optional<String> listener(String id) throws InvalidSyntaxException {
        ServiceReference<?>[] found = context().getAllServiceReferences(null, "(io.caracal.listener=" + id + " *)");
        return found == null
                ? Optional.empty()
                : Optional.of(String.valueOf(found[0].getProperty("io.caracal.listener")));
    }

    /** Everything that the broker has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return address;
    }

    /** The system bundle's context. */
    public BundleContext context() {
        return container.getSystemBundle().getBundleContext();
    }

    /** Puts a file into the plugins folder as a careful operator does: complete, under its final name at once. */
    public void drop(Path source, String name) {
        try {
            Path part = Files.copy(source, plugins.resolve(name + ".part"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    part, plugins.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a bundle into the plugins folder and returns when it runs. */
    public void install(Path jar) {
        String name = symbolicName(jar);
        drop(jar, name + ".jar");
        Awaitility.await(name).atMost(PATIENCE).until(() -> bundles(name).stream()
                .anyMatch(bundle -> bundle.getState() == Bundle.ACTIVE));
    }

    private static String symbolicName(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest()
                    .getMainAttributes()
                    .getValue(Constants.BUNDLE_SYMBOLICNAME)
                    .split(";", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file from the plugins folder. */
    public void take(String name) {
        try {
            Files.delete(plugins.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when exactly this version of the bundle is installed, and runs. */
    public Bundle awaitVersion(String symbolicName, String version) {
        return Awaitility.await(symbolicName + " " + version)
                .atMost(PATIENCE)
                .until(
                        () -> bundles(symbolicName),
                        found -> found.size() == 1
                                && found.getFirst().getState() == Bundle.ACTIVE
                                && found.getFirst().getVersion().toString().equals(version))
                .getFirst();
    }

    /** Returns when the bundle is gone. */
    public void awaitGone(String symbolicName) {
        Awaitility.await(symbolicName + " gone").atMost(PATIENCE).until(() -> bundles(symbolicName)
                .isEmpty());
    }

    private List<Bundle> bundles(String symbolicName) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    @Override
    public void close() {
        container.stop();
    }
}
