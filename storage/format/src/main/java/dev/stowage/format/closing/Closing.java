package dev.stowage.format.closing;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/// What an owner says of the end of an account: that it is to be gone, or that it stays after all.
/// Of two of one key the one with the higher number counts; one of a former key counts for nothing.
///
/// ```
/// offset  size
///      0     4  magic           "SWCL"
///      4     1  format version  1
///      5     4  account         unsigned
///      9     4  rotation        which of the account's keys signs, 0 for the first
///     13     8  number          1, 2, … of the account's closings
///     21     1  ends            1 if the account is to be gone, 0 if it stays
///     22     8  grace           how long until then, milliseconds; 0 if it stays
///     30     8  at              when that is by the clock of who wrote this, milliseconds since 1970; 0 if it stays
/// ```
///
/// @param rotation of the key that signs it
/// @param grace to be waited for by whoever hears it first of the owner; up to [#MAX_GRACE]
/// @param at when it is over by the clock of who wrote it
public record Closing(
        AccountNumber account,
        int rotation,
        long number,
        boolean ends,
        Duration grace,
        Instant at) {

    /// No account is closed for longer.
    public static final Duration MAX_GRACE = Duration.ofDays(366);

    public static final int BYTES = 38;

    private static final int MAGIC = 0x5357434C;
    private static final byte FORMAT_VERSION = 1;

    public Closing {
        Bounds.requireRange("rotation of a closing", rotation, 0, Integer.MAX_VALUE);
        Bounds.requireRange("number of a closing", number, 1, Long.MAX_VALUE);
        Bounds.requireRange("grace of a closing", grace.toMillis(), 0, MAX_GRACE.toMillis());
        grace = Duration.ofMillis(grace.toMillis());
        at = Instant.ofEpochMilli(at.toEpochMilli());
        Bounds.requireRange("end of a closing", at.toEpochMilli(), 0, Long.MAX_VALUE / 2);
        if (!ends && (!grace.isZero() || !at.equals(Instant.EPOCH))) {
            throw new IllegalArgumentException("an account that stays ends at no time");
        }
    }

    /// It is to be gone.
    ///
    /// @param now by the clock of who writes this
    public static Closing ending(
            AccountNumber account, int rotation, long number, Duration grace, Instant now) {
        return new Closing(account, rotation, number, true, grace, now.plus(grace));
    }

    /// It stays after all.
    public static Closing takenBack(AccountNumber account, int rotation, long number) {
        return new Closing(account, rotation, number, false, Duration.ZERO, Instant.EPOCH);
    }

    /// Whether it counts instead of the other one.
    public boolean isAfter(Closing other) {
        return rotation == other.rotation ? number > other.number : rotation > other.rotation;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .put(FORMAT_VERSION)
                .putInt((int) account.value())
                .putInt(rotation)
                .putLong(number)
                .put((byte) (ends ? 1 : 0))
                .putLong(grace.toMillis())
                .putLong(at.toEpochMilli())
                .array();
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static Closing readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("closing", buffer, BYTES);
        int magic = buffer.getInt();
        byte version = buffer.get();
        if (magic != MAGIC || version != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "no closing: magic %08x, format version %d; expected %08x, %d"
                            .formatted(magic, version, MAGIC, FORMAT_VERSION));
        }
        AccountNumber account = new AccountNumber(Integer.toUnsignedLong(buffer.getInt()));
        int rotation = buffer.getInt();
        long number = buffer.getLong();
        byte ends = buffer.get();
        Bounds.requireRange("end of an account, yes or no", ends, 0, 1);
        long grace = buffer.getLong();
        Bounds.requireRange("grace of a closing", grace, 0, MAX_GRACE.toMillis());
        return new Closing(
                account,
                rotation,
                number,
                ends == 1,
                Duration.ofMillis(grace),
                Instant.ofEpochMilli(buffer.getLong()));
    }
}
