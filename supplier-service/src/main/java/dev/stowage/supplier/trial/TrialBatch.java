package dev.stowage.supplier.trial;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.supplier.store.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A batch of records that follows from its number alone: who knows the number can make it again,
/// byte for byte.
///
/// @param number 0 … 2^60
record TrialBatch(long number) {

    static final SampleAccount ACCOUNT = new SampleAccount(77);
    static final SigningKey PLACEMENT = new SampleAccount(1).key();

    private static final int MOST_RECORDS = 4;
    private static final int LEAST_BLOCK_BYTES = 64;
    private static final int SMALL_BLOCK_BYTES = 4 << 10;
    private static final int MIDDLE_BLOCK_BYTES = 32 << 10;

    /// Half of a block of four suppliers is one supplier's record: 256 KiB.
    private static final int LARGE_BLOCK_BYTES = 512 << 10;

    static AccountNumber account() {
        return ACCOUNT.number();
    }

    /// Whether it is dropped after it was stored.
    boolean isDropped() {
        return Math.floorMod(number * 31, 10) < 7;
    }

    /// Whether it comes back from the trash after that.
    boolean isRevived() {
        return isDropped() && number % 4 == 0;
    }

    /// What its records are called.
    List<RecordId> ids() {
        List<RecordId> ids = new ArrayList<>();
        for (int record = 0; record < blockBytes().size(); record++) {
            long block = number * MOST_RECORDS + record;
            ids.add(new RecordId(ACCOUNT.address(block), position(block)));
        }
        return ids;
    }

    private static int position(long block) {
        return (int) (block % SampleAccount.LAYOUT.carriers());
    }

    /// How many bytes each of its blocks has: mostly few.
    List<Integer> blockBytes() {
        SplittableRandom random = new SplittableRandom(number);
        List<Integer> bytes = new ArrayList<>();
        int records = 1 + random.nextInt(MOST_RECORDS);
        for (int record = 0; record < records; record++) {
            bytes.add(
                    switch (random.nextInt(20)) {
                        case 0 -> random.nextInt(MIDDLE_BLOCK_BYTES, LARGE_BLOCK_BYTES + 1);
                        case 1, 2, 3 -> random.nextInt(SMALL_BLOCK_BYTES, MIDDLE_BLOCK_BYTES);
                        default -> random.nextInt(LEAST_BLOCK_BYTES, SMALL_BLOCK_BYTES);
                    });
        }
        return bytes;
    }

    /// The records, made anew.
    List<FragmentRecord> records() {
        List<FragmentRecord> records = new ArrayList<>();
        for (int bytes : blockBytes()) {
            long block = number * MOST_RECORDS + records.size();
            records.add(ACCOUNT.record(block, bytes, position(block), number));
        }
        return records;
    }

    /// Bytes of padded ciphertext that it counts for.
    long paddedLength() {
        return blockBytes().stream()
                .mapToLong(
                        bytes ->
                                (long) SampleAccount.LAYOUT.fragmentLength(bytes)
                                        * SampleAccount.LAYOUT.fragmentsPerCarrier())
                .sum();
    }
}
