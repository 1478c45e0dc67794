package dev.stowage.placement.carrier;

import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Lets a volume serve the carriers of another one of its supplier, in their next generation, when
/// the supplier says that it holds what they hold. Saying it again changes nothing.
public final class Handovers {

    private static final Logger LOG = LoggerFactory.getLogger(Handovers.class);

    private final CarrierRepository carriers;
    private final FormerRepository formers;
    private final Roster roster;
    private final ServingRevision revision;
    private final TransactionOperations writing;

    Handovers(
            CarrierRepository carriers,
            FormerRepository formers,
            Roster roster,
            ServingRevision revision,
            TransactionOperations writing) {
        this.carriers = carriers;
        this.formers = formers;
        this.roster = roster;
        this.revision = revision;
        this.writing = writing;
    }

    /// Does what a supplier said last of its volumes.
    ///
    /// @throws Fault `forbidden` if one of them is not its own
    public void take(SupplierStatus supplier) {
        for (VolumeState each : supplier.volumes().values()) {
            UUID to = each.movedTo();
            if (to != null && !to.equals(each.volume())) {
                requireOwn(supplier.id(), to);
                hand(each.volume(), to);
            }
        }
    }

    private void requireOwn(SupplierId supplier, UUID volume) {
        if (!roster.ownerOf(volume).equals(Optional.of(supplier))) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "volume %s is not one of supplier %s".formatted(volume, supplier));
        }
    }

    private void hand(UUID from, UUID to) {
        Integer moved =
                writing.execute(
                        _ -> {
                            formers.move(from, to);
                            return carriers.hand(from, to);
                        });
        if (moved != null && moved > 0) {
            revision.change();
            LOG.info("volume {} serves the {} carriers of volume {}", to, moved, from);
        }
    }
}
