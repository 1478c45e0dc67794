package dev.stowage.supplier.rebuild;

import dev.stowage.erasure.TooFewFragmentsException;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.LostPlan;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.PartialTree;
import dev.stowage.protocol.placement.SupplierId;
import java.util.BitSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One block of which records are lost: what is left of it, what was learned of it, and how it is
/// mended. For one thread at a time.
final class LostBlock {

    private static final int HEADER_BYTES = 2048;
    private static final int MOST_NAMED = 64;

    private final LayoutStock stock;
    private final Address address;
    private final boolean alive;
    private final SupplierId here;
    private final BitSet lost;
    private final BitSet available;
    private @Nullable RecordHeader header;
    private @Nullable LostPlan plan;

    /// @param alive whether a live set names it; else it is mended if it can be
    /// @param here who mends it
    LostBlock(LayoutStock stock, Address address, boolean alive, SupplierId here) {
        this.stock = stock;
        this.address = address;
        this.alive = alive;
        this.here = here;
        this.lost = stock.lost(address.block());
        this.available = stock.available(address.block());
    }

    LayoutStock stock() {
        return stock;
    }

    Address address() {
        return address;
    }

    boolean isAlive() {
        return alive;
    }

    /// Whether it survives that one position more is lost.
    boolean canWait() {
        return stock.spare(address.block()) > 0;
    }

    BitSet lost() {
        return lost;
    }

    /// The position whose header should be read first: one that is fetched anyway, or that bears
    /// the path of a lost one.
    ///
    /// @return -1 if nothing is left
    int firstAsked() {
        int copied = lost.stream().filter(available::get).findFirst().orElse(-1);
        return copied >= 0
                ? copied
                : PartialTree.nearest(lost.nextSetBit(0), stock.layout().carriers(), available);
    }

    Holder holder(int position) {
        return stock.holder(position, address.block()).orElseThrow();
    }

    /// The record at a position was no good, or nobody gave it.
    void passOver(int position) {
        available.clear(position);
    }

    /// What a proven header says of the block.
    void know(RecordHeader proven) {
        header = proven;
    }

    RecordHeader header() {
        RecordHeader known = header;
        if (known == null) {
            throw new IllegalStateException("nothing is known of block " + address);
        }
        return known;
    }

    /// Somebody who hears what cannot be mended.
    @FunctionalInterface
    interface Hopeless {

        /// @param positions of the block that are lost, and of which nobody has a record
        void hear(LostBlock block, BitSet positions);
    }

    /// Plans, or plans anew after something was passed over. If too little is left, what somebody
    /// still has is copied all the same: it may be the last there is.
    ///
    /// @param hopeless hears of the other positions then
    /// @return whether there is something to do
    boolean findPlan(Hopeless hopeless) {
        if (findPlan()) {
            return true;
        }
        BitSet nowhere = (BitSet) lost.clone();
        nowhere.andNot(available);
        hopeless.hear(this, nowhere);
        lost.and(available);
        return !lost.isEmpty() && findPlan();
    }

    private boolean findPlan() {
        try {
            int turn =
                    (int) Long.remainderUnsigned(address.block().bits(), stock.layout().carriers());
            plan = LostPlan.of(stock.layout(), lost, available, atHand(), turn);
            return true;
        } catch (TooFewFragmentsException tooFew) {
            plan = null;
            return false;
        }
    }

    /// Positions whose records are here: they need not be sent.
    private BitSet atHand() {
        BitSet atHand = stock.heldBy(here, address.block());
        atHand.and(available);
        return atHand;
    }

    LostPlan plan() {
        LostPlan planned = plan;
        if (planned == null) {
            throw new IllegalStateException("block %s is not planned".formatted(address));
        }
        return planned;
    }

    /// Bytes in memory while it is mended.
    long cost() {
        return (long) plan().held() * header().fragmentLength()
                + (long) plan().positions().cardinality() * HEADER_BYTES;
    }

    /// What is there of it and what is not, for the operator.
    String remains() {
        return "block %s of account %s in group %s: lost are positions %s, there are positions %s of %d"
                .formatted(
                        address.block(),
                        address.account(),
                        address.group(),
                        text(lost),
                        text(available),
                        stock.layout().carriers());
    }

    private String text(BitSet positions) {
        if (positions.isEmpty()) {
            return "none";
        }
        String named =
                positions.stream()
                        .limit(MOST_NAMED)
                        .mapToObj(
                                each ->
                                        "%d (carrier %s)"
                                                .formatted(
                                                        each,
                                                        stock.layout()
                                                                .carrier(each, address.block())))
                        .collect(Collectors.joining(", "));
        int more = positions.cardinality() - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(named, more) : named;
    }
}
