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

    private static final int SMALL_RUN_BYTES = 16 << 10;

    /// Decryption goes in one call, which the JDK splits beyond 1 MiB. Compiled without ever having
    /// seen that, it decrypts large runs at 300 MB/s for the next few hundred MB.
    private static final int LARGE_RUN_BYTES = 4 << 20;

    private static final int ROUNDS_PER_LARGE_RUN = 500;

    private WarmUp() {}

    static void run(SecureRandom random) {
        FileKey key = FileKey.random(random);
        Address address =
                new Address(new AccountNumber(0), BlockNumber.FIRST, CarrierGroup.ofBits(0));
        ByteBuffer plain = ByteBuffer.allocate(LARGE_RUN_BYTES);
        ByteBuffer stored = ByteBuffer.allocate(RunCodec.maxLength(LARGE_RUN_BYTES));
        try (RunCodec codec = new RunCodec(random)) {
            for (int round = 1; round <= ROUNDS; round++) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                boolean large = round % ROUNDS_PER_LARGE_RUN == 0;
                plain.clear().limit(large ? LARGE_RUN_BYTES : SMALL_RUN_BYTES);
                codec.writeRun(plain, false, key, address, 0, stored.clear());
                codec.readRun(stored.flip(), key, address, 0, plain.clear());
            }
        }
    }
}
