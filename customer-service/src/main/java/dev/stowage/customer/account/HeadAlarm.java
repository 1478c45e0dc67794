package dev.stowage.customer.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator of heads that cannot be trusted: somebody has an older database, or lies.
public final class HeadAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(HeadAlarm.class);

    private final FaultLog faults = new FaultLog(LOG, System::nanoTime);
    private final Counter refused;
    private final Counter older;
    private final Counter unconfirmed;

    public HeadAlarm(MeterRegistry meters) {
        this.refused = meters.counter("stowage.heads.refused");
        this.older = meters.counter("stowage.heads.older");
        this.unconfirmed = meters.counter("stowage.heads.unconfirmed");
    }

    /// An older head than one that was countersigned was offered as the current one.
    ///
    /// @param by who offered it
    void older(String by, AccountNumber account, long offered, long known) {
        older.increment();
        faults.warn(
                fault(
                                account,
                                "%s offered head %d of account %s, head %d was countersigned: it has an older database, or lies"
                                        .formatted(by, offered, account, known))
                        .with("offered", offered)
                        .with("known", known));
    }

    /// Too few suppliers answered to say whether a head is the newest.
    void unconfirmed(AccountNumber account, long offered, Fault why) {
        unconfirmed.increment();
        LOG.warn(
                "head {} of account {} is placement's word alone: {}",
                offered,
                account,
                why.detail());
    }

    /// The fault for a head that placement offered and that nobody may believe: its answer is
    /// logged as every fault is.
    Fault refused(AccountNumber account, String reason) {
        refused.increment();
        return fault(
                account,
                "placement's head of account %s is not believed: %s".formatted(account, reason));
    }

    private static Fault fault(AccountNumber account, String detail) {
        return new Fault(FaultCode.HEAD_REFUSED, detail).with("account", account.value());
    }
}
