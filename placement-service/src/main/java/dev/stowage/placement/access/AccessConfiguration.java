package dev.stowage.placement.access;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.protocol.secret.OperatorToken;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Reads the secrets of placement, or makes them.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Identity identity(PlacementProperties properties, SecureRandom random) throws IOException {
        return Identity.in(Files.createDirectories(properties.data()), random);
    }

    @Bean
    OperatorToken operatorToken(PlacementProperties properties, SecureRandom random)
            throws IOException {
        return OperatorToken.of(
                properties.operatorToken(), Files.createDirectories(properties.data()), random);
    }
}
