package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.placement.account.Claims.Claimant;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ContractOrderPage;
import dev.stowage.protocol.placement.ContractOrderPage.OrderedContract;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Orders by which a supplier that took over a carrier grants contracts to all who have a claim on
/// it.
public final class ContractOrders {

    private final Carriers carriers;
    private final Claims claims;
    private final Accounts accounts;
    private final Orders orders;
    private final Clock clock;

    ContractOrders(
            Carriers carriers, Claims claims, Accounts accounts, Orders orders, Clock clock) {
        this.carriers = carriers;
        this.claims = claims;
        this.accounts = accounts;
        this.orders = orders;
        this.clock = clock;
    }

    /// Orders for the volume that serves the carrier, over all of its carriers that an account has
    /// a claim on.
    ///
    /// @param after up to which account it has heard
    /// @param heads the newest of an account; who has none yet is still looking for its suppliers
    /// @throws Fault `forbidden` if it does not serve the carrier
    public ContractOrderPage page(
            SupplierId supplier,
            CarrierId carrier,
            @Nullable AccountNumber after,
            Function<AccountNumber, Optional<ByteString>> heads) {
        Serving present =
                carriers.servings(carrier, 1).stream()
                        .filter(each -> each.supplier().id().equals(supplier))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.FORBIDDEN,
                                                "carrier %s is not served by supplier %s"
                                                        .formatted(carrier, supplier)));
        List<Serving> served = carriers.servedBy(present.volume());
        Claims.Page page = claims.on(carrier, after, ContractOrderPage.MAX_ORDERS);
        Instant expiresAt = clock.instant().plus(Reservations.LIFE);
        List<OrderedContract> contracts = new ArrayList<>();
        for (AccountNumber number : accounts(page)) {
            Optional<Account> account = accounts.find(number);
            Optional<ByteString> head = heads.apply(number);
            if (account.isPresent() && head.isPresent()) {
                for (String order : orders(account.get(), served, expiresAt)) {
                    contracts.add(new OrderedContract(number, order, head.get()));
                }
            }
        }
        return new ContractOrderPage(contracts, page.next());
    }

    private static List<AccountNumber> accounts(Claims.Page page) {
        return page.claimants().stream().map(Claimant::account).distinct().toList();
    }

    private List<String> orders(Account account, List<Serving> served, Instant expiresAt) {
        SequencedSet<Layout> layouts = claims.of(account.number());
        Overrides overrides = claims.overrides(account.number());
        List<Serving> covered =
                served.stream()
                        .flatMap(
                                each ->
                                        overrides.heldBy(each.carrier()).stream()
                                                .map(each::inPlaceOf))
                        .filter(
                                each ->
                                        layouts.stream()
                                                .anyMatch(layout -> layout.covers(each.carrier())))
                        .toList();
        Claim claim = new Claim(account.neededSpace(), List.copyOf(layouts), overrides);
        return orders.sign(account, claim, covered, expiresAt).stream()
                .map(SupplierOrder::order)
                .toList();
    }
}
