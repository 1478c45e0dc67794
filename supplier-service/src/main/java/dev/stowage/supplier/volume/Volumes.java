package dev.stowage.supplier.volume;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.join.Membership;
import java.util.List;
import java.util.UUID;

/// The open volumes of one supplier.
public final class Volumes {

    private final List<Volume> all;
    private final int away;
    private final Membership membership;

    /// @param away volumes that could not be opened
    public Volumes(List<Volume> all, int away, Membership membership) {
        this.all = List.copyOf(all);
        this.away = away;
        this.membership = membership;
    }

    public List<Volume> all() {
        return all;
    }

    /// Volumes that could not be opened: what is found nowhere may lie there.
    public int away() {
        return away;
    }

    /// Those on which an account has a contract that has not been handed to another volume.
    public List<Volume> of(AccountNumber account) {
        return all.stream()
                .filter(
                        each ->
                                each.contracts().has(account)
                                        && !each.contracts().passage().areHandedOver())
                .toList();
    }

    /// Bytes of an account on all of them, which count against its quota.
    public long used(AccountNumber account) {
        return all.stream().mapToLong(each -> each.store().usage().of(account)).sum();
    }

    /// The volume that serves a carrier.
    ///
    /// @throws Fault `volume-failed` if it is not open, `generation-changed`
    public Volume serving(CarrierId carrier) {
        UUID wanted = membership.volumeOf(carrier);
        return all.stream()
                .filter(each -> each.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> away(carrier, wanted));
    }

    /// Whether no volume that is not open serves a carrier: else nobody knows what is there.
    public boolean isOpen(CarrierId carrier) {
        if (away == 0 || !membership.isServed(carrier)) {
            return true;
        }
        UUID wanted = membership.volumeOf(carrier);
        return all.stream().anyMatch(each -> each.id().equals(wanted));
    }

    private static Fault away(CarrierId carrier, UUID volume) {
        return new Fault(
                        FaultCode.VOLUME_FAILED,
                        "volume %s, which serves carrier %s, could not be opened"
                                .formatted(volume, carrier))
                .with("carrier", carrier.toString())
                .with("volume", volume.toString());
    }
}
