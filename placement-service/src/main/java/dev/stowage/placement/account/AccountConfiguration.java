package dev.stowage.placement.account;

import dev.stowage.placement.PlacementProperties;
import dev.stowage.placement.access.Identity;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.invitation.Invitations;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.score.Scores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what knows of accounts.
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    Successions successions(SuccessionRepository repository, Identity identity, Clock clock) {
        return new Successions(repository, identity, clock);
    }

    @Bean
    Accounts accounts(
            AccountRepository repository, Successions successions, Claims claims, Clock clock) {
        return new Accounts(repository, successions, claims, clock);
    }

    @Bean
    Claims claims(JdbcOperations database, TransactionOperations writing, Clock clock) {
        Claims claims = new Claims(new ClaimRepository(database), writing, clock);
        claims.fill();
        return claims;
    }

    @Bean
    BlockNumbers blockNumbers(
            AccountRepository repository, TransactionOperations writing, Clock clock) {
        return new BlockNumbers(repository, writing, clock);
    }

    @Bean
    GroupChooser groupChooser(
            Carriers carriers,
            Roster roster,
            Scores scores,
            RandomGenerator dice,
            PlacementProperties settings) {
        return new GroupChooser(
                carriers, roster, scores, new Merits(settings.newcomerPeriod()), dice);
    }

    @Bean
    Orders orders(Identity identity) {
        return new Orders(identity);
    }

    @Bean
    ContractOrders contractOrders(
            Carriers carriers, Claims claims, Accounts accounts, Orders orders, Clock clock) {
        return new ContractOrders(carriers, claims, accounts, orders, clock);
    }

    @Bean
    FurtherLayouts furtherLayouts(
            Carriers carriers,
            GroupChooser chooser,
            Roster roster,
            Orders orders,
            Clock clock,
            MeterRegistry meters) {
        return new FurtherLayouts(carriers, chooser, roster, orders, clock, meters);
    }

    @Bean
    Reservations reservations(
            AccountRepository repository,
            Claims claims,
            GroupChooser chooser,
            Roster roster,
            Orders orders,
            TransactionOperations writing,
            Clock clock,
            Invitations invitations,
            PlacementProperties properties,
            MeterRegistry meters) {
        return new Reservations(
                repository,
                claims,
                chooser,
                roster,
                orders,
                writing,
                clock,
                properties.registration(),
                invitations,
                new RateLimit(properties.registrationsPerMinute(), clock),
                meters);
    }
}
