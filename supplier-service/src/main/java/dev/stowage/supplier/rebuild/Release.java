package dev.stowage.supplier.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import dev.stowage.supplier.volume.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records to the trash that placement has released: another supplier serves their carrier
/// and holds all of them. Each record is asked for its carrier and generation, for the index does
/// not know them; what cannot be read stays.
///
/// What an account has this supplier hold in another carrier's place goes with the carrier that
/// holds it.
final class Release {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final int PAGE = 1024;

    private final Membership membership;
    private final List<Volume> volumes;
    private final Set<AssignedCarrier> done = new HashSet<>();

    Release(Membership membership, List<Volume> volumes) {
        this.membership = membership;
        this.volumes = List.copyOf(volumes);
    }

    /// Does what is due. For one thread.
    void look() {
        List<AssignedCarrier> released = membership.released();
        done.retainAll(released);
        Map<UUID, List<AssignedCarrier>> due =
                released.stream()
                        .filter(each -> !done.contains(each))
                        .collect(Collectors.groupingBy(AssignedCarrier::volume));
        for (Volume volume : volumes) {
            List<AssignedCarrier> here = due.getOrDefault(volume.id(), List.of());
            if (!here.isEmpty()) {
                release(volume, here);
            }
        }
    }

    private void release(Volume volume, List<AssignedCarrier> released) {
        Map<CarrierId, AssignedCarrier> byCarrier =
                released.stream()
                        .collect(
                                Collectors.toMap(
                                        AssignedCarrier::carrier,
                                        Function.identity(),
                                        (one, other) ->
                                                one.generation() > other.generation()
                                                        ? one
                                                        : other));
        try {
            long dropped = 0;
            for (AccountNumber account : volume.store().usage().accounts()) {
                for (CarrierGroup group : volume.store().inventory().groups(account)) {
                    if (concerns(volume, account, group, byCarrier)) {
                        dropped += drop(volume, account, group, byCarrier);
                    }
                }
            }
            done.addAll(released);
            LOG.info(
                    "{} records of {} carriers that others serve now went to the trash of volume {}",
                    dropped,
                    byCarrier.size(),
                    volume.id());
        } catch (Fault fault) {
            LOG.warn(
                    "records of carriers that others serve stay on volume {} for now: {}",
                    volume.id(),
                    fault.getMessage());
        }
    }

    private static boolean concerns(
            Volume volume,
            AccountNumber account,
            CarrierGroup group,
            Map<CarrierId, AssignedCarrier> released) {
        boolean hasOverridden =
                volume.contracts().find(account).stream()
                        .flatMap(contract -> contract.instead().values().stream())
                        .anyMatch(released::containsKey);
        return hasOverridden || released.keySet().stream().anyMatch(group::contains);
    }

    private static long drop(
            Volume volume,
            AccountNumber account,
            CarrierGroup group,
            Map<CarrierId, AssignedCarrier> released) {
        RecordStore store = volume.store();
        UnaryOperator<CarrierId> holders = Contract.holders(volume.contracts().find(account));
        long dropped = 0;
        RecordId last = null;
        List<StoredRecord> page;
        do {
            page = store.inventory().living(account, group, last, PAGE);
            List<RecordId> those = new ArrayList<>();
            for (StoredRecord each : page) {
                last = each.id();
                if (isReleased(store, each.id(), holders, released)) {
                    those.add(each.id());
                }
            }
            if (!those.isEmpty()) {
                dropped += store.drop(account, those).records();
            }
        } while (page.size() == PAGE);
        return dropped;
    }

    private static boolean isReleased(
            RecordStore store,
            RecordId id,
            UnaryOperator<CarrierId> holders,
            Map<CarrierId, AssignedCarrier> released) {
        FetchOutcome outcome = store.fetch(new WantedRecord(id.address(), id.position(), 0));
        if (!(outcome instanceof FetchOutcome.Intact(var record))) {
            return false;
        }
        RecordHeader header = record.header();
        AssignedCarrier carrier = released.get(holders.apply(header.carrier()));
        return carrier != null && header.generation() <= carrier.generation();
    }
}
