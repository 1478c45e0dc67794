package dev.stowage.format.head;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.UnlockCost;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.SigningKey;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Heads for tests: the same for the same arguments.
final class SampleHeads {

    static final SigningKey OWNER = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    static final SigningKey PLACEMENT = SigningKey.ofSeed(new SeededRandom(1).bytes(32));
    static final AccountNumber ACCOUNT = new AccountNumber(4_000_000_000L);

    private static final CarrierGroup GROUP =
            new CarrierGroup(new CarrierId(24), new ReliabilityLevel(5));

    /// A layout with as many positions as overrides may be tried.
    static final Layout WIDE = new WholeGroup(Code.RS, GROUP);

    static final Layout ACCOUNT_FILE_LAYOUT = new Combination(Code.RS, GROUP, 64, 3);
    static final BlockReference ACCOUNT_FILE = reference(ACCOUNT, GROUP);

    private static final UUID SESSION = UUID.fromString("8f14e45f-ceea-467f-a8d5-b1b5f1c0e5a1");

    private SampleHeads() {}

    static BlockReference reference(AccountNumber account, CarrierGroup group) {
        return new BlockReference(
                new Address(account, new BlockNumber(77), group),
                Digest.of(ByteBuffer.allocate(1)),
                65_536);
    }

    /// A head with so many entries in each list.
    static AccountHead head(int unlockers, int ranges, int sessions, int overrides) {
        return head(unlockers, ranges, sessions, overrides, 0);
    }

    /// The same with so many further layouts.
    static AccountHead head(
            int unlockers, int ranges, int sessions, int overrides, int furtherLayouts) {
        return new AccountHead(
                ACCOUNT,
                12,
                OWNER.verifyingKey(),
                ByteString.of(new SeededRandom(2).bytes(32)),
                1_000_000_000_000L,
                BlockSizes.DEFAULT,
                true,
                WIDE,
                ACCOUNT_FILE_LAYOUT,
                ACCOUNT_FILE,
                Collections.nCopies(unlockers, unlocker()),
                IntStream.range(0, ranges).mapToObj(SampleHeads::range).toList(),
                SessionNotes.undated(
                        Stream.generate(SampleHeads::session).limit(sessions).toList()),
                overrides(overrides),
                IntStream.range(0, furtherLayouts).mapToObj(SampleHeads::further).toList());
    }

    static Layout further(int number) {
        return new Combination(number % 2 == 0 ? Code.RS : Code.XOR, GROUP, 4, number);
    }

    /// One entry in each list.
    static AccountHead head() {
        return head(1, 1, 1, 1, 1);
    }

    static Unlocker unlocker() {
        SeededRandom random = new SeededRandom(3);
        return new Unlocker(
                Unlocker.Kind.RECOVERY_CODE,
                UnlockCost.DEFAULT,
                ByteString.of(random.bytes(Unlocker.SALT_BYTES)),
                ByteString.of(random.bytes(Unlocker.NONCE_BYTES)),
                ByteString.of(random.bytes(Unlocker.WRAPPED_KEY_BYTES)));
    }

    private static BlockRange range(int number) {
        return new BlockRange(new BlockNumber(1_000L * number), 1_000);
    }

    private static RevokedSession session() {
        return new RevokedSession(SESSION, RevokedSession.UNKNOWN);
    }

    private static SortedMap<Integer, CarrierId> overrides(int count) {
        SortedMap<Integer, CarrierId> overrides = new TreeMap<>();
        for (int position = 0; position < count; position++) {
            overrides.put(position, new CarrierId(900L + position));
        }
        return overrides;
    }
}
