package dev.stowage.customer.health;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.space.Tolerance;
import dev.stowage.customer.window.Window;
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
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.spool.PendingRecord;
import dev.stowage.transfer.spool.Spool;
import dev.stowage.transfer.supplier.SupplierClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
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

    /// Records of a file that are looked for at once: 1,024 blocks of four carriers, one of the
    /// widest.
    private static final int RECORDS_AT_ONCE = 4096;

    /// What is known of a record while it is looked for: its place, and its nodes of the tree.
    private static final long BYTES_OF_RECORD = 384;

    private static final long MOST_IN_SIGHT = 64 << 20;
    private static final long MOST_IN_FLIGHT = 32 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final Spool spool;
    private final Workers workers;
    private final Window inSight = new Window(MOST_IN_SIGHT, PATIENCE);
    private final Window inFlight = new Window(MOST_IN_FLIGHT, PATIENCE);

    public Health(Carriers carriers, SupplierClients suppliers, Spool spool, Workers workers) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.spool = spool;
        this.workers = workers;
    }

    /// Looks at every record of the file.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `busy` if too many look at once, `placement-away`
    public FileHealth health(OpenAccount account, FileEntry file) {
        List<BlockReference> blocks = blocksOf(file);
        Layout layout = file.layout();
        Map<CarrierId, ServedCarrier> serving =
                new AccountCarriers(carriers, account.known().head().holders())
                        .serving(carriersOf(layout));
        Inspection inspection = new Inspection(account, serving, suppliers, workers, inFlight);
        Set<PendingRecord> pending = spool.pending(account.number());
        Weakest weakest = new Weakest(serving, pending, everything(layout, serving));
        int atOnce = Math.max(1, RECORDS_AT_ONCE / layout.carriers());
        for (int start = 0; start < blocks.size(); start += atOnce) {
            int end = Math.min(blocks.size(), start + atOnce);
            Places places = new Places(layout, blocks.subList(start, end));
            try (Window.Permit _ = inSight.take(places.size() * BYTES_OF_RECORD)) {
                weakest.consider(places, inspection.found(places));
            }
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
        return Tolerance.mayVanish(layout, all.values());
    }

    /// The weakest block so far, and what the weakest one will bear when all is delivered, which
    /// may be another.
    private static final class Weakest {

        private final Map<CarrierId, ServedCarrier> serving;
        private final Set<PendingRecord> pending;
        private @Nullable BlockReference block;
        private int now;
        private int whenDelivered;

        Weakest(
                Map<CarrierId, ServedCarrier> serving,
                Set<PendingRecord> pending,
                int withoutBlocks) {
            this.serving = serving;
            this.pending = pending;
            this.now = withoutBlocks;
            this.whenDelivered = withoutBlocks;
        }

        void consider(Places places, BitSet found) {
            for (int index = 0; index < places.blocks().size(); index++) {
                consider(places, index, found);
            }
        }

        private void consider(Places places, int index, BitSet found) {
            Map<SupplierId, Integer> there = new HashMap<>();
            List<SupplierId> coming = new ArrayList<>();
            int next = places.first(index + 1);
            for (int place = places.first(index); place < next; place++) {
                ServedCarrier carrier = serving.get(places.carrier(place));
                if (carrier == null) {
                    continue;
                }
                if (found.get(place)) {
                    there.merge(carrier.supplier(), 1, Integer::sum);
                } else if (pending.contains(places.pending(place))) {
                    coming.add(carrier.supplier());
                }
            }
            int mayVanish = Tolerance.mayVanish(places.layout(), there.values());
            coming.forEach(supplier -> there.merge(supplier, 1, Integer::sum));
            int later = Tolerance.mayVanish(places.layout(), there.values());
            boolean isFirst = block == null;
            if (isFirst || mayVanish < now) {
                block = places.blocks().get(index);
                now = mayVanish;
            }
            whenDelivered = isFirst ? later : Math.min(whenDelivered, later);
        }
    }
}
