package dev.stowage.customer.live;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live set on its way to all suppliers of its group.
final class LiveSetRound {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSetRound.class);

    private final SignedLiveSet signed;
    private final SignedAccountTokens tokens;
    private final AccountCarriers carriers;
    private final SupplierClients suppliers;
    private final Set<SupplierId> settled = new HashSet<>();
    private boolean done;

    LiveSetRound(
            SignedLiveSet signed,
            SignedAccountTokens tokens,
            AccountCarriers carriers,
            SupplierClients suppliers) {
        this.signed = signed;
        this.tokens = tokens;
        this.carriers = carriers;
        this.suppliers = suppliers;
    }

    /// Whether every supplier has it, or refused it for good.
    boolean isDone() {
        return done;
    }

    /// Offers it to every supplier that has not settled it yet, one after the other.
    ///
    /// @return who took it
    int offer() {
        SequencedSet<CarrierId> covered = covered();
        Map<CarrierId, ServedCarrier> serving;
        try {
            serving = carriers.serving(covered);
        } catch (Fault away) {
            return 0;
        }
        Map<SupplierId, ServedCarrier> asked = new LinkedHashMap<>();
        serving.values().forEach(each -> asked.putIfAbsent(each.supplier(), each));
        asked.keySet().removeAll(settled);
        int kept = 0;
        for (ServedCarrier supplier : asked.values()) {
            kept += offer(supplier) ? 1 : 0;
        }
        done = serving.size() == covered.size() && settled.containsAll(asked.keySet());
        return kept;
    }

    private SequencedSet<CarrierId> covered() {
        SequencedSet<CarrierId> covered = new LinkedHashSet<>();
        for (OfLayout each : signed.set().alive()) {
            Layout layout = each.layout();
            for (int position = 0; position < layout.carriers(); position++) {
                covered.add(layout.carrier(position, BlockNumber.FIRST));
            }
        }
        return covered;
    }

    private boolean offer(ServedCarrier supplier) {
        try {
            suppliers
                    .client(supplier)
                    .keepLiveSet(
                            "Bearer " + tokens.tokenFor(supplier.supplier(), Scope.COLLECT),
                            signed.set().account(),
                            signed);
            settled.add(supplier.supplier());
            return true;
        } catch (Fault fault) {
            if (!fault.code().retryable()) {
                settled.add(supplier.supplier());
                tell(supplier, fault);
            }
            return false;
        }
    }

    private void tell(ServedCarrier supplier, Fault fault) {
        if (fault.code() != FaultCode.STALE_LIVE_SET) {
            LOG.warn(
                    "supplier {} takes no live set of account {}: {}",
                    supplier.supplier(),
                    signed.set().account(),
                    fault.getMessage());
        }
    }
}
