package dev.stowage.supplier;

import dev.stowage.supplier.hosting.Suppliers;
import java.io.Closeable;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/// Stores and gives back records of the volumes that it serves; started alone or beside the others.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class SupplierApplication {

    public static void main(String[] arguments) {
        newApplication().run(arguments);
    }

    /// Starts the service in this process.
    ///
    /// @param properties as on the command line, above everything else
    public static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return newApplication()
                .run(
                        properties.entrySet().stream()
                                .map(each -> "--%s=%s".formatted(each.getKey(), each.getValue()))
                                .toArray(String[]::new));
    }

    /// The suppliers of a service that [#start] gave.
    public static Suppliers suppliersOf(Closeable service) {
        return ((ConfigurableApplicationContext) service).getBean(Suppliers.class);
    }

    private static SpringApplication newApplication() {
        SpringApplication application = new SpringApplication(SupplierApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "supplier"));
        return application;
    }
}
