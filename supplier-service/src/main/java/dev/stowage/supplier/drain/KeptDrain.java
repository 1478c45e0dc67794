package dev.stowage.supplier.drain;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.ByteString;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far the drain of a volume is, as it lies in the volume's log.
///
/// ```
/// offset  size
///      0     1  version  1
///      1     1  phase    0 none, 1 copying, 2 handing over, 3 drained
///      2    16  to       the volume that takes what this one holds; zeros while there is none
/// ```
record KeptDrain(Phase phase, @Nullable UUID to) {

    static final KeptDrain NONE = new KeptDrain(Phase.NONE, null);

    private static final byte VERSION = 1;
    private static final int BYTES = 18;
    private static final UUID NOBODY = new UUID(0, 0);

    enum Phase {
        NONE(0),
        COPYING(1),
        HANDING_OVER(2),
        DRAINED(3);

        private final byte number;

        Phase(int number) {
            this.number = (byte) number;
        }

        /// @throws IllegalArgumentException if no phase has this number
        static Phase of(byte number) {
            return Arrays.stream(values())
                    .filter(each -> each.number == number)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("no phase is number " + number));
        }
    }

    static KeptDrain read(Facts facts) {
        return facts.newest(FactKind.DRAIN, Fact.NO_ACCOUNT)
                .map(fact -> ofBytes(fact.content()))
                .orElse(NONE);
    }

    void keep(Facts facts) {
        facts.keep(new Fact(FactKind.DRAIN, Fact.NO_ACCOUNT, toBytes()));
    }

    ByteString toBytes() {
        UUID target = to == null ? NOBODY : to;
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(VERSION).put(phase.number);
        bytes.putLong(target.getMostSignificantBits()).putLong(target.getLeastSignificantBits());
        return ByteString.of(bytes.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static KeptDrain ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRange("bytes of a kept drain", bytes.remaining(), BYTES, BYTES);
        Bounds.requireRange("version of a kept drain", bytes.get(), VERSION, VERSION);
        Phase phase = Phase.of(bytes.get());
        UUID to = new UUID(bytes.getLong(), bytes.getLong());
        return new KeptDrain(phase, to.equals(NOBODY) ? null : to);
    }
}
