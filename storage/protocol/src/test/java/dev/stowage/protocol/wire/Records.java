package dev.stowage.protocol.wire;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Real records of a small real block.
final class Records {

    static final Layout LAYOUT =
            new Combination(
                    Code.RS, new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO), 4, 0);

    private Records() {}

    /// The four records of one block of 5,000 seeded bytes.
    static List<FragmentRecord> ofBlock(long blockNumber) {
        return ofBlock(blockNumber, 5000);
    }

    /// The four records of one block of seeded bytes.
    static List<FragmentRecord> ofBlock(long blockNumber, int bytes) {
        BlockBuffer buffer = new BlockBuffer(LAYOUT, bytes);
        byte[] content = new byte[bytes];
        new Random(blockNumber).nextBytes(content);
        buffer.content().put(content);
        Address address =
                new Address(new AccountNumber(1), new BlockNumber(blockNumber), LAYOUT.group());
        SignedBlock signed =
                EncodedBlock.sign(
                                List.of(buffer.encode(address, content.length)),
                                SigningKey.ofSeed(new byte[32]))
                        .getFirst();
        return IntStream.range(0, 4).mapToObj(position -> signed.record(position, 1)).toList();
    }
}
