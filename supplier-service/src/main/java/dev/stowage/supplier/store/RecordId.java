package dev.stowage.supplier.store;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.record.FragmentRecord;

/// What a record is called: which block it is of, and at which position of its layout it lies.
public record RecordId(Address address, int position) {

    /// The name of a record at hand.
    public static RecordId of(FragmentRecord record) {
        return new RecordId(record.header().address(), record.header().position());
    }

    static RecordId of(RecordKey key) {
        return new RecordId(
                new Address(
                        key.accountNumber(),
                        new BlockNumber(key.block()),
                        CarrierGroup.ofBits(key.group())),
                key.position());
    }

    RecordKey key() {
        return RecordKey.of(address, position);
    }
}
