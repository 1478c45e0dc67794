package dev.stowage.placement.score;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/// Builds what keeps scores.
@Configuration(proxyBeanMethods = false)
class ScoreConfiguration {

    @Bean
    Scores scores(JdbcOperations database, TransactionOperations writing, Clock clock) {
        return new Scores(new VerdictRepository(database), writing, clock);
    }
}
