package dev.stowage.transfer.fleet;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.transfer.token.AccountAccess;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A customer's account with its key, which makes blocks of random bytes.
public final class Account {

    private final AccountNumber number;
    private final SigningKey key;
    private final SignedAccountTokens tokens;
    private final Random random;
    private volatile Overrides overrides = Overrides.NONE;
    private long nextBlock = 1;

    public Account(long number, Clock clock) {
        this.number = new AccountNumber(number);
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        this.key = SigningKey.ofSeed(seed);
        this.tokens = new SignedAccountTokens(this.number, 0, key, clock);
        this.random = new Random(number);
    }

    public AccountNumber number() {
        return number;
    }

    public SigningKey key() {
        return key;
    }

    public VerifyingKey owner() {
        return key.verifyingKey();
    }

    public SignedAccountTokens tokens() {
        return tokens;
    }

    /// By the overrides that it has now.
    public AccountAccess access() {
        return new AccountAccess(tokens, overrides);
    }

    /// From now on another carrier's volume holds for this account what belongs on one.
    public void override(long carrier, long holder) {
        overrides = new Overrides(Map.of(new CarrierId(carrier), new CarrierId(holder)));
    }

    /// A signed block of random bytes in memory of its own.
    public Stored block(Layout layout, int length) {
        return block(new BlockNumber(nextBlock++), layout, length, key);
    }

    /// A block of other bytes, or signed by another, under a number that was used.
    public Stored block(BlockNumber number, Layout layout, int length, SigningKey signer) {
        BlockBuffer buffer = new BlockBuffer(layout, length);
        byte[] content = new byte[length];
        random.nextBytes(content);
        return sign(new Address(this.number, number, layout.group()), content, buffer, signer);
    }

    /// The same block signed by another.
    public Stored signedBy(SigningKey signer, Stored block) {
        return sign(
                block.address(),
                block.content,
                new BlockBuffer(block.layout(), block.content.length),
                signer);
    }

    private static Stored sign(
            Address address, byte[] content, BlockBuffer buffer, SigningKey signer) {
        buffer.content().put(content);
        EncodedBlock encoded = buffer.encode(address, content.length);
        return new Stored(content, buffer, EncodedBlock.sign(List.of(encoded), signer).getFirst());
    }

    /// A block, what is in it and the memory it lies in.
    public record Stored(byte[] content, BlockBuffer buffer, SignedBlock signed) {

        public ByteBuffer expected() {
            return ByteBuffer.wrap(content);
        }

        public Address address() {
            return signed.block().address();
        }

        public Layout layout() {
            return signed.block().layout();
        }

        public BlockReference reference() {
            return signed.block().reference();
        }
    }
}
