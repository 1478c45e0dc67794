package dev.stowage.customer.commit;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.work.Steps;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.transfer.spread.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Blocks of one commit on their way: signed together and spread together, as many as go at once.
final class Shipment {

    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_BLOCKS = 512;

    private final OpenAccount account;
    private final Spread spread;
    private final Steps steps;
    private final List<EncodedBlock> loaded = new ArrayList<>();
    private final Set<CarrierGeneration> generations =
            new TreeSet<>(
                    Comparator.comparing(CarrierGeneration::carrier)
                            .thenComparingInt(CarrierGeneration::generation));
    private long bytes;

    Shipment(OpenAccount account, Spread spread, Steps steps) {
        this.account = account;
        this.spread = spread;
        this.steps = steps;
    }

    /// Adds a block; what is loaded leaves when it is enough.
    void load(EncodedBlock block) {
        loaded.add(block);
        bytes += block.blockLength();
        if (bytes >= MOST_BYTES || loaded.size() >= MOST_BLOCKS) {
            send();
        }
    }

    /// Signs and spreads what is loaded; on return it is durable on enough carriers.
    void send() {
        if (loaded.isEmpty()) {
            return;
        }
        List<SignedBlock> signed =
                steps.take("sign", () -> EncodedBlock.sign(loaded, account.keys().recordKey()));
        note(steps.take("spread", () -> spread.spread(signed, account.access()).generations()));
        loaded.clear();
        bytes = 0;
    }

    /// Blocks that were spread before hold these carriers in these generations.
    void note(List<CarrierGeneration> known) {
        generations.addAll(known);
    }

    /// Of every carrier that holds what was sent or noted.
    List<CarrierGeneration> generations() {
        return List.copyOf(generations);
    }
}
