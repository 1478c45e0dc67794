package dev.stowage.placement.audit;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Account;
import dev.stowage.placement.account.Accounts;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.head.HeadLayoutRepository;
import dev.stowage.placement.head.HeadLayoutRepository.OfAccount;
import dev.stowage.placement.rebuild.RebuildOrders;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.AuditTask.Task;
import dev.stowage.protocol.placement.AuditTask.Witness;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Chooses at random whose record an auditor looks at.
final class AuditChooser {

    /// Accounts looked at before it is given up for this time.
    private static final int MAX_TRIES = 16;

    /// Carriers of wider layouts are taken from a part of them.
    private static final int MAX_CARRIERS_READ = 512;

    private static final BlockNumber LAST = new BlockNumber(-1);

    private final HeadLayoutRepository heads;
    private final Accounts accounts;
    private final Carriers carriers;
    private final Roster roster;
    private final RebuildOrders orders;
    private final RandomGenerator random;

    /// An audit and whose records it is about.
    record Chosen(AccountNumber account, Task task) {

        /// Where the audited carrier stands in a block.
        int position(BlockNumber block) {
            Layout layout = task.layout();
            return IntStream.range(0, layout.carriers())
                    .filter(each -> layout.carrier(each, block).equals(task.carrier()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    AuditChooser(
            HeadLayoutRepository heads,
            Accounts accounts,
            Carriers carriers,
            Roster roster,
            RebuildOrders orders,
            RandomGenerator random) {
        this.heads = heads;
        this.accounts = accounts;
        this.carriers = carriers;
        this.roster = roster;
        this.orders = orders;
        this.random = random;
    }

    /// Empty if there is nobody whom this auditor could audit.
    Optional<Chosen> choose(SupplierId auditor) {
        SupplierStatus itself = roster.get(auditor);
        long last = heads.last();
        for (int tries = 0; last >= 0 && tries < MAX_TRIES; tries++) {
            List<OfAccount> account = heads.after(random.nextLong(last + 1) - 1, 1);
            Optional<Chosen> chosen =
                    account.stream()
                            .flatMap(each -> alone(each).stream())
                            .findFirst()
                            .flatMap(each -> choose(itself, account.getFirst(), each));
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    /// One of the layouts that have a group for themselves: a block of any other need not have a
    /// record on the carrier.
    private Optional<Layout> alone(OfAccount account) {
        List<Layout> alone =
                account.layouts().stream()
                        .filter(
                                layout ->
                                        account.layouts().stream()
                                                .noneMatch(other -> shareGroup(layout, other)))
                        .toList();
        return alone.isEmpty()
                ? Optional.empty()
                : Optional.of(alone.get(random.nextInt(alone.size())));
    }

    private static boolean shareGroup(Layout layout, Layout other) {
        return !layout.equals(other) && layout.group().equals(other.group());
    }

    private Optional<Chosen> choose(SupplierStatus auditor, OfAccount account, Layout layout) {
        List<Serving> served = new ArrayList<>(servings(layout, account.overrides()));
        Collections.shuffle(served, Random.from(random));
        return served.stream()
                .filter(each -> mayAudit(auditor, each))
                .findFirst()
                .flatMap(
                        audited ->
                                task(
                                        auditor,
                                        new AccountNumber(account.account()),
                                        layout,
                                        audited,
                                        served));
    }

    /// Who holds what another carrier's volume should is as one that took it over, and left out.
    private List<Serving> servings(Layout layout, Overrides overrides) {
        int all = layout.group().carriers();
        int count = Math.min(all, MAX_CARRIERS_READ);
        int first = random.nextInt(all / count) * count;
        return carriers.servings(layout.group().carrier(first), count).stream()
                .filter(each -> layout.covers(each.carrier()) && each.alive())
                .filter(each -> !overrides.holders().containsKey(each.carrier()))
                .toList();
    }

    /// Nobody audits himself, or another one of his owner; and nobody a volume that took its
    /// carrier over from another one and may still lack something.
    private static boolean mayAudit(SupplierStatus auditor, Serving serving) {
        SupplierStatus audited = serving.supplier();
        boolean sameOwner = auditor.owner() != null && auditor.owner().equals(audited.owner());
        return !audited.id().equals(auditor.id()) && !sameOwner && serving.generation() == 1;
    }

    private Optional<Chosen> task(
            SupplierStatus auditor,
            AccountNumber number,
            Layout layout,
            Serving audited,
            List<Serving> served) {
        Account account;
        try {
            account = accounts.get(number);
        } catch (Fault gone) {
            return Optional.empty();
        }
        String order =
                orders.order(
                        number,
                        account.key(),
                        layout.group(),
                        CarrierSet.of(List.of(audited.carrier())),
                        BlockNumber.FIRST,
                        LAST,
                        auditor.id());
        List<Witness> witnesses =
                served.stream()
                        .map(Serving::supplier)
                        .filter(each -> !each.id().equals(audited.supplier().id()))
                        .filter(each -> !each.id().equals(auditor.id()))
                        .map(AuditChooser::witness)
                        .distinct()
                        .limit(Task.MAX_WITNESSES)
                        .toList();
        Task task =
                new Task(
                        new UUID(random.nextLong(), random.nextLong()),
                        order,
                        layout,
                        audited.carrier(),
                        witness(audited.supplier()),
                        account.owner(),
                        witnesses);
        return Optional.of(new Chosen(number, task));
    }

    private static Witness witness(SupplierStatus supplier) {
        return new Witness(supplier.id(), String.valueOf(supplier.url()));
    }
}
