package dev.stowage.placement;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/// Says which volume serves a carrier; started alone or beside the others.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class PlacementApplication {

    public static void main(String[] arguments) {
        start(arguments);
    }

    /// Starts placement beside other services in one process.
    ///
    /// @param properties that win over all others, as in `server.port` → 0
    public static ConfigurableApplicationContext start(Map<String, ?> properties) {
        return start(arguments(properties));
    }

    /// Properties as they stand on a command line.
    public static String[] arguments(Map<String, ?> properties) {
        return properties.entrySet().stream()
                .map(entry -> "--%s=%s".formatted(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    private static ConfigurableApplicationContext start(String[] arguments) {
        return builder().run(arguments);
    }

    /// A placement that is not started yet.
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(PlacementApplication.class)
                .properties(Map.of("spring.config.name", "placement"));
    }
}
