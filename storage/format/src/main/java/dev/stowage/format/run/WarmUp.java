package dev.stowage.format.run;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.key.FileKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Makes the JVM compile AES-GCM before the first file comes.
final class WarmUp {

    /// Measured: 6,000 are not enough, 20,000 are.
    private static final int ROUNDS = 20_000;

    private static final int RUN_BYTES = 16 << 10;

    private WarmUp() {}

    static void run(SecureRandom random) {
        FileKey key = FileKey.random(random);
        Address address =
                new Address(new AccountNumber(0), BlockNumber.FIRST, CarrierGroup.ofBits(0));
        ByteBuffer plain = ByteBuffer.allocate(RUN_BYTES);
        ByteBuffer stored = ByteBuffer.allocate(RunCodec.maxLength(RUN_BYTES));
        try (RunCodec codec = new RunCodec(random)) {
            for (int round = 0; round < ROUNDS; round++) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                codec.writeRun(plain.clear(), false, key, address, 0, stored.clear());
                codec.readRun(stored.flip(), key, address, 0, plain.clear());
            }
        }
    }
}
