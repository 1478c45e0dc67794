package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.ContractOrderPage;
import dev.stowage.protocol.placement.ContractOrderPage.OrderedContract;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.head.Heads;
import dev.stowage.supplier.join.Membership;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Grants contracts to the accounts of carriers that came here from another supplier, by
/// placement's orders, and keeps their heads: then their writers and rebuilders can store, and this
/// supplier bears witness of their newest head as the former one did. Done once for each
/// generation, and again after every start, which changes nothing.
final class TakeOver {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Membership membership;
    private final Customers customers;
    private final Heads heads;
    private final RebuildsApi placement;
    private final Supplier<String> bearer;
    private final LongSupplier nanos;
    private final Map<CarrierId, AssignedCarrier> done = new HashMap<>();
    private Duration pause = FIRST_PAUSE;
    private long notBefore;

    /// @param bearer for placement
    /// @param nanos a clock that only goes on
    TakeOver(
            Membership membership,
            Customers customers,
            Heads heads,
            RebuildsApi placement,
            Supplier<String> bearer,
            LongSupplier nanos) {
        this.membership = membership;
        this.customers = customers;
        this.heads = heads;
        this.placement = placement;
        this.bearer = bearer;
        this.nanos = nanos;
        this.notBefore = nanos.getAsLong();
    }

    /// Grants what is due. For one thread.
    void look() {
        if (nanos.getAsLong() - notBefore < 0) {
            return;
        }
        boolean isComplete = true;
        for (AssignedCarrier each : membership.served()) {
            if (each.generation() > 1 && !each.equals(done.get(each.carrier()))) {
                isComplete &= grantAll(each);
            }
        }
        done.keySet().removeIf(carrier -> !membership.isServed(carrier));
        if (isComplete) {
            pause = FIRST_PAUSE;
        } else {
            notBefore = nanos.getAsLong() + pause.toNanos();
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private boolean grantAll(AssignedCarrier carrier) {
        try {
            int refused = 0;
            int granted = 0;
            AccountNumber last = null;
            ContractOrderPage page;
            do {
                page = placement.contractOrders(bearer.get(), carrier.carrier(), last);
                for (OrderedContract contract : page.contracts()) {
                    boolean isGranted = grant(contract);
                    granted += isGranted ? 1 : 0;
                    refused += isGranted ? 0 : 1;
                }
                requireNext(last, page.next());
                last = page.next();
            } while (last != null);
            if (refused == 0) {
                done.put(carrier.carrier(), carrier);
                LOG.info(
                        "carrier {} is served here in generation {}: {} accounts have their contracts",
                        carrier.carrier(),
                        carrier.generation(),
                        granted);
            }
            return refused == 0;
        } catch (Fault fault) {
            LOG.warn(
                    "contracts of carrier {} are not granted yet: {}",
                    carrier.carrier(),
                    fault.getMessage());
            return false;
        }
    }

    /// Pages go on, or else they would never end.
    private static void requireNext(@Nullable AccountNumber last, @Nullable AccountNumber next) {
        if (last != null && next != null && next.compareTo(last) <= 0) {
            throw new IllegalStateException(
                    "placement's page of orders after account %s goes on after %s"
                            .formatted(last, next));
        }
    }

    private boolean grant(OrderedContract contract) {
        AccountNumber account = contract.account();
        try {
            customers.takeOver(account, contract.order());
            HeadKept _ = heads.keep(account, new HeadMessage(contract.head()));
            return true;
        } catch (Fault refused) {
            LOG.warn("account {} gets no contract yet: {}", account, refused.getMessage());
            return false;
        }
    }
}
