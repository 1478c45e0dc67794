package dev.stowage.placement;

import dev.stowage.database.DatabaseSettings;
import dev.stowage.database.DurableDataSource;
import dev.stowage.protocol.door.ServiceDoor;
import dev.stowage.protocol.fault.FaultController;
import dev.stowage.protocol.wire.StowageJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Builds what all rooms of placement share: database, clock and dice.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlacementProperties.class)
@Import({FaultController.class, ServiceDoor.class})
class PlacementConfiguration {

    private static final int SERVER_CONNECTIONS = 32;
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final RetryPolicy REPEATS =
            RetryPolicy.builder()
                    .includes(ConcurrencyFailureException.class)
                    .maxRetries(8)
                    .delay(Duration.ofMillis(10))
                    .jitter(Duration.ofMillis(10))
                    .multiplier(2)
                    .maxDelay(Duration.ofMillis(200))
                    .build();

    @Bean
    DurableDataSource dataSource(
            PlacementProperties properties,
            @Value("${spring.datasource.url:#{null}}") @Nullable String url,
            @Value("${spring.datasource.username:}") String user,
            @Value("${spring.datasource.password:}") String password)
            throws IOException, SQLException {
        Path data = Files.createDirectories(properties.data());
        return DurableDataSource.open(
                url == null
                        ? DatabaseSettings.file(data.resolve("placement"))
                        : new DatabaseSettings(url, user, password, SERVER_CONNECTIONS));
    }

    @Bean
    TransactionOperations writing(PlatformTransactionManager manager) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setTimeout((int) TRANSACTION_TIMEOUT.toSeconds());
        return new RepeatedTransactions(template, new RetryTemplate(REPEATS));
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    SecureRandom random() {
        return new SecureRandom();
    }

    /// For choices that only have to be even.
    @Bean
    @ConditionalOnMissingBean(name = "dice")
    RandomGenerator dice() {
        return RandomGenerator.getDefault();
    }

    @Bean
    StowageJson stowageJson() {
        return new StowageJson();
    }

    /// Repeats a transaction that the database rolled back for the sake of another one: which of
    /// two writers loses a row is its affair, and no reason to send a caller away.
    private record RepeatedTransactions(TransactionOperations once, RetryTemplate repeats)
            implements TransactionOperations {

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                return once.execute(action);
            }
            return repeats.invoke(() -> once.execute(action));
        }
    }
}
