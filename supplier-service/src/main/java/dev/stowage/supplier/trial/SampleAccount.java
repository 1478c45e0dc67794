package dev.stowage.supplier.trial;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// An account with a key of its own that makes real blocks, records and heads.
public final class SampleAccount {

    public static final Layout LAYOUT = new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 4, 0);

    /// Whose records a campaign stores.
    static final SampleAccount CAMPAIGNER = new SampleAccount(77);

    private final AccountNumber number;
    private final SigningKey key;

    public SampleAccount(long number) {
        this(new AccountNumber(number), number);
    }

    /// @param keySeed from which its key follows
    public SampleAccount(AccountNumber number, long keySeed) {
        this.number = number;
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        new SplittableRandom(keySeed).nextBytes(seed);
        this.key = SigningKey.ofSeed(seed);
    }

    public AccountNumber number() {
        return number;
    }

    public SigningKey key() {
        return key;
    }

    /// The record at a position of a block whose content follows from its number and a seed.
    public FragmentRecord record(long block, int blockBytes, int position, long seed) {
        return block(block, blockBytes, seed).record(position, 1);
    }

    /// As [#record], of one whole KiB a fragment.
    public FragmentRecord record(long block, int position) {
        return record(block, 4096, position, 0);
    }

    public SignedBlock block(long block, int blockBytes, long seed) {
        byte[] content = new byte[blockBytes];
        new SplittableRandom(seed * 31 + block).nextBytes(content);
        return block(LAYOUT, block, content);
    }

    /// A block of any layout, whose content follows from its number.
    public SignedBlock block(Layout layout, long block, int blockBytes) {
        byte[] content = new byte[blockBytes];
        new SplittableRandom(block).nextBytes(content);
        return block(layout, block, content);
    }

    /// The record at position 0 of a block whose first data fragment starts with these bytes.
    public FragmentRecord recordHolding(long block, byte[] bytes) {
        return block(LAYOUT, block, Arrays.copyOf(bytes, bytes.length * 4)).record(0, 1);
    }

    private SignedBlock block(Layout layout, long block, byte[] content) {
        BlockBuffer buffer = new BlockBuffer(layout, content.length);
        ByteBuffer into = buffer.content();
        into.put(content);
        Address address = new Address(number, new BlockNumber(block), layout.group());
        EncodedBlock encoded = buffer.encode(address, content.length);
        return EncodedBlock.sign(List.of(encoded), key).getFirst();
    }

    public Address address(long block) {
        return new Address(number, new BlockNumber(block), LAYOUT.group());
    }

    public SignedHead head(long version) {
        byte[] receivingKey = new byte[AccountHead.RECEIVING_KEY_BYTES];
        BlockReference file =
                new BlockReference(address(version), Digest.of(ByteBuffer.allocate(1)), 64 << 10);
        return SignedHead.sign(
                new AccountHead(
                        number,
                        version,
                        key.verifyingKey(),
                        ByteString.of(receivingKey),
                        1 << 20,
                        BlockSizes.DEFAULT,
                        true,
                        LAYOUT,
                        LAYOUT,
                        file,
                        List.of(),
                        List.of(),
                        SessionNotes.NONE,
                        new TreeMap<>(),
                        List.of()),
                key);
    }

    public CountersignedHead countersigned(long version, SigningKey placement) {
        return CountersignedHead.countersign(head(version), placement);
    }
}
