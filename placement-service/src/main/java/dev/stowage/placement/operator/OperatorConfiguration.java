package dev.stowage.placement.operator;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Builds the audit log.
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    @Bean
    AuditLog auditLog(
            OperatorActionRepository actions, TransactionOperations writing, Clock clock) {
        return new AuditLog(actions, writing, clock);
    }
}
