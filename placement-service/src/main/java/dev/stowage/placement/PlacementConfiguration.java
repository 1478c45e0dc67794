package dev.stowage.placement;

import dev.stowage.database.DatabaseSettings;
import dev.stowage.database.DurableDataSource;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.access.OperatorToken;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.account.Reservations;
import dev.stowage.placement.carrier.Octets;
import dev.stowage.placement.registry.Roster;
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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Builds what all rooms of placement share: database, identity, clock, dice and the rounds.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlacementProperties.class)
@EnableScheduling
@Import(FaultController.class)
class PlacementConfiguration {

    private static final int SERVER_CONNECTIONS = 32;
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OCTET_ROUND = Duration.ofMillis(250);
    private static final Duration SAVE_ROUND = Duration.ofSeconds(10);
    private static final Duration LAPSE_ROUND = Duration.ofMinutes(1);

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
        return template;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    /// For choices that only have to be even.
    @Bean
    RandomGenerator dice() {
        return RandomGenerator.getDefault();
    }

    @Bean
    Identity identity(PlacementProperties properties, SecureRandom random) throws IOException {
        return Identity.in(Files.createDirectories(properties.data()), random);
    }

    @Bean
    Callers callers(
            PlacementProperties properties,
            SecureRandom random,
            Identity identity,
            Accounts accounts,
            Clock clock)
            throws IOException {
        OperatorToken token =
                OperatorToken.of(properties.operatorToken(), properties.data(), random);
        return new Callers(token, identity, accounts::key, clock);
    }

    @Bean
    StowageJson stowageJson() {
        return new StowageJson();
    }

    @Bean
    SchedulingConfigurer rounds(Octets octets, Roster roster, Reservations reservations) {
        return rounds -> {
            rounds.addFixedDelayTask(octets::form, OCTET_ROUND);
            rounds.addFixedDelayTask(roster::saveSeen, SAVE_ROUND);
            rounds.addFixedDelayTask(reservations::lapse, LAPSE_ROUND);
        };
    }
}
