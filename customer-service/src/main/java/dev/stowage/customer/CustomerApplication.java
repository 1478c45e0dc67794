package dev.stowage.customer;

import dev.stowage.customer.storehouse.Opening;
import dev.stowage.customer.storehouse.Storehouse;
import java.io.Closeable;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/// Stores and reads the files of accounts.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class CustomerApplication {

    public static void main(String[] arguments) {
        run(Stream.of(arguments));
    }

    /// Starts a customer-service within a process that has other services too.
    ///
    /// @param properties override those of customer.yaml
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return run(
                properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue()));
    }

    /// What is behind the door of a service that [#start] gave, once that is ready.
    public static Storehouse storehouseOf(Closeable service) {
        return ((ConfigurableApplicationContext) service).getBean(Opening.class).get();
    }

    private static ConfigurableApplicationContext run(Stream<String> arguments) {
        // Not application.yaml: several services may share one class path.
        return new SpringApplication(CustomerApplication.class)
                .run(
                        Stream.concat(Stream.of("--spring.config.name=customer"), arguments)
                                .toArray(String[]::new));
    }
}
