package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.record.RecordHeader;
import java.nio.ByteBuffer;

/// What a record is found by: an address and a position.
record RecordKey(int account, int position, long block, long group) {

    static final int BYTES = Address.BYTES + Integer.BYTES;

    static RecordKey of(Address address, int position) {
        return new RecordKey(
                (int) address.account().value(),
                position,
                address.block().bits(),
                address.group().bits());
    }

    static RecordKey of(RecordHeader header) {
        return of(header.address(), header.position());
    }

    static RecordKey readFrom(ByteBuffer buffer) {
        int account = buffer.getInt();
        long block = buffer.getLong();
        long group = buffer.getLong();
        return new RecordKey(account, buffer.getInt(), block, group);
    }

    /// Writes address and position, 24 bytes.
    void writeTo(ByteBuffer buffer) {
        buffer.putInt(account).putLong(block).putLong(group).putInt(position);
    }

    AccountNumber accountNumber() {
        return new AccountNumber(Integer.toUnsignedLong(account));
    }
}
