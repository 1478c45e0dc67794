package dev.stowage.placement.finding;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what keeps findings.
@Configuration(proxyBeanMethods = false)
class FindingConfiguration {

    private static final int MOST_OF_ACCOUNT = 16_384;
    private static final int MOST = 262_144;

    @Bean
    ToldMissing toldMissing(Clock clock) {
        return new ToldMissing(clock);
    }

    @Bean
    Findings findings(
            JdbcOperations database,
            TransactionOperations writing,
            Clock clock,
            MeterRegistry meters) {
        return new Findings(
                new FindingRepository(database), writing, clock, MOST_OF_ACCOUNT, MOST, meters);
    }
}
