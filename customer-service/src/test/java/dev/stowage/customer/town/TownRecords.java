package dev.stowage.customer.town;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The records that a supplier in memory holds, as bytes: what is fetched was parsed.
final class TownRecords {

    private final Map<Place, byte[]> records = new ConcurrentHashMap<>();

    private record Place(Address address, int position) {

        static Place of(FragmentRecord record) {
            return new Place(record.header().address(), record.header().position());
        }
    }

    /// Whether nothing is stored in its place yet.
    ///
    /// @throws Fault `number-used` if a record of another block is
    boolean isNew(FragmentRecord record) {
        byte[] before = records.get(Place.of(record));
        if (before != null && !isOfSameBlock(before, record)) {
            throw new Fault(FaultCode.NUMBER_USED, "another record is stored here");
        }
        return before == null;
    }

    /// Another signature over the same block makes no other record of it.
    private static boolean isOfSameBlock(byte[] stored, FragmentRecord record) {
        return FragmentRecord.readFrom(ByteBuffer.wrap(stored))
                .header()
                .root()
                .equals(record.header().root());
    }

    void put(FragmentRecord record) {
        records.put(Place.of(record), bytesOf(record));
    }

    FetchOutcome look(WantedRecord wanted) {
        byte[] bytes = records.get(new Place(wanted.address(), wanted.position()));
        if (bytes == null) {
            return new FetchOutcome.Missing();
        }
        FragmentRecord record = FragmentRecord.readFrom(ByteBuffer.wrap(bytes.clone()));
        return record.checksumsMatch()
                ? new FetchOutcome.Intact(record.keeping(wanted.fragments()))
                : new FetchOutcome.Corrupt();
    }

    int size() {
        return records.size();
    }

    void keepOnly(Predicate<BlockNumber> wanted) {
        records.keySet().removeIf(place -> !wanted.test(place.address().block()));
    }

    void clear() {
        records.clear();
    }

    /// Flips one bit of every record's payload.
    void rot() {
        records.replaceAll(
                (_, bytes) -> {
                    byte[] rotten = bytes.clone();
                    rotten[rotten.length - 1] ^= 1;
                    return rotten;
                });
    }

    private static byte[] bytesOf(FragmentRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length());
        for (ByteBuffer buffer : record.toBuffers()) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
