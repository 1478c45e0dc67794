package dev.stowage.placement.operator;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// What operators did, for ever: in the database and as a line of the log, before it is done.
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_DETAIL = 1000;

    private final OperatorActionRepository actions;
    private final TransactionOperations writing;
    private final Clock clock;

    AuditLog(OperatorActionRepository actions, TransactionOperations writing, Clock clock) {
        this.actions = actions;
        this.writing = writing;
        this.clock = clock;
    }

    /// @param detail without a secret
    public void note(String action, String detail) {
        String shortened = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
        writing.executeWithoutResult(
                _ -> actions.save(new OperatorActionRow(clock.instant(), action, shortened)));
        LOG.info("operator: {} {}", action, shortened);
    }
}
