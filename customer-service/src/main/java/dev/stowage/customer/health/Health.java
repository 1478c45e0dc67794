package dev.stowage.customer.health;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.health.Inspection.Place;
import dev.stowage.customer.space.Tolerance;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunReference;
import dev.stowage.protocol.customer.FileBlocks;
import dev.stowage.protocol.customer.FileHealth;
import dev.stowage.protocol.customer.LayoutView;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.spool.PendingRecord;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Tells how safe a file is and where its blocks are.
public final class Health {

    /// Records that are looked for at once: 256 blocks of narrow layouts, one of the widest.
    private static final int RECORDS_AT_ONCE = 4096;

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Spool spool;
    private final Workers workers;

    public Health(Carriers carriers, SupplierClients suppliers, Spool spool, Workers workers) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.spool = spool;
        this.workers = workers;
    }

    /// Looks at every record of the file.
    public FileHealth health(OpenAccount account, FileEntry file) {
        List<BlockReference> blocks = blocksOf(file);
        Layout layout = file.layout();
        Map<CarrierId, ServedCarrier> serving = carriers.serving(carriersOf(layout));
        Inspection inspection = new Inspection(account, layout, serving, suppliers, workers);
        Set<PendingRecord> pending = spool.pending(account.number());
        Weakest weakest = new Weakest(layout, everything(layout, serving));
        int atOnce = Math.max(1, RECORDS_AT_ONCE / layout.carriers());
        for (int start = 0; start < blocks.size(); start += atOnce) {
            List<BlockReference> some =
                    blocks.subList(start, Math.min(blocks.size(), start + atOnce));
            Map<Place, SupplierId> found = inspection.found(some);
            some.forEach(block -> weakest.consider(block, found, pending, serving));
        }
        return new FileHealth(
                file.path().value(),
                blocks.size(),
                weakest.block == null ? null : weakest.block.address(),
                weakest.now,
                weakest.whenDelivered);
    }

    /// Where the runs of the file lie.
    public FileBlocks blocks(FileEntry file) {
        Layout layout = file.layout();
        List<FileBlocks.Run> runs = file.runs().stream().map(run -> view(layout, run)).toList();
        return new FileBlocks(file.path().value(), LayoutView.of(layout), runs);
    }

    private static FileBlocks.Run view(Layout layout, RunReference run) {
        List<CarrierId> places =
                IntStream.range(0, Math.min(layout.carriers(), FileBlocks.Run.MOST_CARRIERS))
                        .mapToObj(
                                position -> layout.carrier(position, run.block().address().block()))
                        .toList();
        return new FileBlocks.Run(
                run.block().address(), run.offset(), run.storedLength(), run.plainLength(), places);
    }

    private static List<BlockReference> blocksOf(FileEntry file) {
        Set<BlockReference> blocks = new LinkedHashSet<>();
        file.runs().forEach(run -> blocks.add(run.block()));
        return List.copyOf(blocks);
    }

    private static List<CarrierId> carriersOf(Layout layout) {
        return IntStream.range(0, layout.group().carriers())
                .mapToObj(index -> layout.group().carrier(index))
                .toList();
    }

    /// What a file without blocks could lose: nothing of it is anywhere but in the account file.
    private static int everything(Layout layout, Map<CarrierId, ServedCarrier> serving) {
        Map<SupplierId, Integer> all = new HashMap<>();
        IntStream.range(0, layout.carriers())
                .mapToObj(position -> serving.get(layout.carrier(position, BlockNumber.FIRST)))
                .filter(Objects::nonNull)
                .filter(ServedCarrier::alive)
                .forEach(carrier -> all.merge(carrier.supplier(), 1, Integer::sum));
        return Tolerance.suppliersThatMayVanish(layout, all.values());
    }

    /// The weakest block so far.
    private static final class Weakest {

        private final Layout layout;
        private @Nullable BlockReference block;
        private int now;
        private int whenDelivered;

        Weakest(Layout layout, int withoutBlocks) {
            this.layout = layout;
            this.now = withoutBlocks;
            this.whenDelivered = withoutBlocks;
        }

        void consider(
                BlockReference candidate,
                Map<Place, SupplierId> found,
                Set<PendingRecord> pending,
                Map<CarrierId, ServedCarrier> serving) {
            Map<SupplierId, Integer> there = new HashMap<>();
            List<SupplierId> coming = new ArrayList<>();
            for (Place place : Inspection.places(layout, candidate)) {
                SupplierId holder = found.get(place);
                ServedCarrier carrier = serving.get(place.carrier());
                if (holder != null) {
                    there.merge(holder, 1, Integer::sum);
                } else if (carrier != null && pending.contains(waiting(place))) {
                    coming.add(carrier.supplier());
                }
            }
            int mayVanish = Tolerance.suppliersThatMayVanish(layout, there.values());
            coming.forEach(supplier -> there.merge(supplier, 1, Integer::sum));
            int later = Tolerance.suppliersThatMayVanish(layout, there.values());
            if (block == null || mayVanish < now || (mayVanish == now && later < whenDelivered)) {
                block = candidate;
                now = mayVanish;
                whenDelivered = later;
            }
        }

        private static PendingRecord waiting(Place place) {
            return new PendingRecord(place.block().address(), place.position(), place.carrier());
        }
    }
}
