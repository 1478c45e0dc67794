package dev.stowage.verification.containers;

import dev.stowage.customer.CustomerProperties;
import dev.stowage.gateway.GatewayProperties;
import dev.stowage.placement.PlacementProperties;
import dev.stowage.supplier.SupplierProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// What a container is told, read by the service's own properties. A service that starts would
/// overlook a misspelt environment variable: it cannot know which of all are meant for it.
final class Settings {

    private static final Map<String, Class<?>> PROPERTIES =
            Map.of(
                    "gateway", GatewayProperties.class,
                    "customer", CustomerProperties.class,
                    "placement", PlacementProperties.class,
                    "supplier", SupplierProperties.class);

    private static final Set<String> NOT_OURS =
            Set.of(
                    "JDK_JAVA_OPTIONS",
                    "POD_NAME",
                    "SPRING_CONFIG_IMPORT",
                    "SPRING_DATASOURCE_PASSWORD",
                    "SPRING_DATASOURCE_URL",
                    "SPRING_DATASOURCE_USERNAME",
                    "spring.datasource.password");

    private Settings() {}

    /// Binds all of it, and fails on what the service does not know or cannot read.
    ///
    /// @param environment variables
    /// @param files of the directory that `configtree:` names, by name
    static Object bind(String service, Map<String, String> environment, Map<String, String> files) {
        Class<?> type = PROPERTIES.get(service);
        String prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
        Map<String, Object> variables = ours("STOWAGE_" + upper(service) + "_", environment);
        Map<String, Object> properties = ours("stowage." + service + ".", files);
        var sources = new MutablePropertySources();
        sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        sources.addLast(new MapPropertySource("files", properties));
        Iterable<ConfigurationPropertySource> all = ConfigurationPropertySources.from(sources);
        return new Binder(all)
                .bindOrCreate(
                        prefix,
                        Bindable.of(type),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }

    private static Map<String, Object> ours(String beginning, Map<String, String> told) {
        Map<String, Object> ours = new TreeMap<>();
        told.forEach(
                (name, value) -> {
                    if (name.startsWith(beginning)) {
                        ours.put(name, value);
                    } else if (!NOT_OURS.contains(name)) {
                        throw new IllegalArgumentException(name + " is read by nobody");
                    }
                });
        return ours;
    }

    /// Services whose settings are known here.
    static List<String> services() {
        return PROPERTIES.keySet().stream().sorted().toList();
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
