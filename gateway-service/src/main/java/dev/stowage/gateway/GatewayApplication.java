package dev.stowage.gateway;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/// The one door of a Stowage. What goes wrong is told by its own valve, not by Spring's error page.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class GatewayApplication {

    public static void main(String[] arguments) {
        run(Stream.of(arguments));
    }

    /// Starts a gateway within a process that has other services too.
    ///
    /// @param properties override those of gateway.yaml
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return run(
                properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue()));
    }

    private static ConfigurableApplicationContext run(Stream<String> arguments) {
        // Not application.yaml: several services may share one class path.
        return new SpringApplication(GatewayApplication.class)
                .run(
                        Stream.concat(Stream.of("--spring.config.name=gateway"), arguments)
                                .toArray(String[]::new));
    }
}
