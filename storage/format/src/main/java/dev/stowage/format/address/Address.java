package dev.stowage.format.address;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;

/// Where a block is: account, block number and carrier group, 160 bits.
///
/// ```
/// offset  size
///      0     4  account   unsigned
///      4     8  block     unsigned
///     12     8  group     first carrier id OR reliability level
/// ```
///
/// All big-endian. The text form is 32 characters of lower-case Crockford base32.
public record Address(AccountNumber account, BlockNumber block, CarrierGroup group) {

    public static final int BYTES = 20;

    /// Reads the 20 bytes at the buffer's position.
    ///
    /// @throws IllegalArgumentException if they are cut, or for a reserved account number or an
    ///   impossible group
    public static Address readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("address", buffer, BYTES);
        AccountNumber account = new AccountNumber(Integer.toUnsignedLong(buffer.getInt()));
        BlockNumber block = new BlockNumber(buffer.getLong());
        return new Address(account, block, CarrierGroup.ofBits(buffer.getLong()));
    }

    /// Writes the 20 bytes at the buffer's position.
    public void writeTo(ByteBuffer buffer) {
        buffer.putInt((int) account.value()).putLong(block.bits()).putLong(group.bits());
    }

    /// @param text 32 characters of Crockford base32, as [#toString] gives them
    public static Address valueOf(String text) {
        return readFrom(ByteBuffer.wrap(Crockford.decode("address", text, BYTES)));
    }

    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        writeTo(bytes);
        return Crockford.encode(bytes.array());
    }
}
