package dev.stowage.format.block;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Blocks for tests: the same for the same arguments.
public final class SampleBlocks {

    public static final SigningKey OWNER = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    public static final AccountNumber ACCOUNT = new AccountNumber(4_000_000_000L);

    private static final CarrierId FIRST = new CarrierId(24);

    private SampleBlocks() {}

    /// Every layout that this version can code.
    public static Stream<Layout> codedLayouts() {
        Stream<Layout> combinations =
                Stream.of(2, 4, 7, 13, 18, 26, 64).map(SampleBlocks::combination);
        Stream<Layout> wholeGroups = Stream.of(0, 1, 2).map(SampleBlocks::wholeGroup);
        return Stream.concat(combinations, wholeGroups);
    }

    /// In the smallest group, at its last offset.
    public static Layout combination(int suppliers) {
        CarrierGroup group = new CarrierGroup(FIRST, Combination.smallestLevel(suppliers));
        return new Combination(Code.RS, group, suppliers, group.carriers() - 1);
    }

    public static Layout wholeGroup(int level) {
        return new WholeGroup(Code.RS, new CarrierGroup(FIRST, new ReliabilityLevel(level)));
    }

    public static Address address(Layout layout, long block) {
        return new Address(ACCOUNT, new BlockNumber(block), layout.group());
    }

    /// The bytes of a block.
    public static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    public static EncodedBlock encoded(Layout layout, int length, long seed) {
        BlockBuffer buffer = new BlockBuffer(layout, length);
        buffer.content().put(content(length, seed));
        return buffer.encode(address(layout, seed), length);
    }

    /// A batch of blocks whose seeds and block numbers are 0, 1, 2 …
    public static List<SignedBlock> batch(Layout layout, int length, int size) {
        List<EncodedBlock> blocks = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            blocks.add(encoded(layout, length, number));
        }
        return EncodedBlock.sign(blocks, OWNER);
    }

    /// A block of one byte, for layouts that no code of this version computes: its fragments are
    /// all the same and only their proofs are true.
    public static SignedBlock uncoded(Layout layout) {
        ByteBuffer fragment = ByteBuffer.allocate(layout.fragmentLength(1));
        List<ByteBuffer> fragments = new ArrayList<>();
        for (int index = 0; index < 2 * layout.dataFragments(); index++) {
            fragments.add(fragment.duplicate());
        }
        EncodedBlock block = EncodedBlock.of(address(layout, 1), layout, 1, fragments);
        return EncodedBlock.sign(List.of(block), OWNER).getFirst();
    }
}
