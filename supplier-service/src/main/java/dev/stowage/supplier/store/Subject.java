package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.RecordHeader;
import java.nio.ByteBuffer;

/// What an entry of the log is about: enough to index it without reading its body.
///
/// ```
///         offset  size
/// record       0    20  address
///             20     4  position
///             24     4  fragment length
///             28     4  fragments
/// head         0     4  account
///              4     8  version
///             12    20  zeros
/// seal, void   0    32  zeros
/// fact         0     4  account   0 if it is about the supplier itself
///              4     8  revision  1, 2, … of the facts of this kind and account
///             12    20  zeros
/// drop         0    24  address and position of a record
///             24     8  time      in milliseconds of service time
/// revival      0    24  address and position of a record
///             24     8  zeros
/// origin       0     4  number    of a log file
///              4     8  marker    of that file
///             12    20  zeros
/// ```
sealed interface Subject {

    int BYTES = 32;

    /// The number of its kind on disk.
    byte kind();

    /// Writes 32 bytes.
    void writeTo(ByteBuffer buffer);

    /// A record: its body is the record, which has checksums of its own.
    record OfRecord(RecordKey key, int fragmentLength, int fragments) implements Subject {

        static final byte KIND = 1;

        static OfRecord of(RecordHeader header) {
            return new OfRecord(
                    RecordKey.of(header), header.fragmentLength(), header.sums().size());
        }

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            key.writeTo(buffer);
            buffer.putInt(fragmentLength).putInt(fragments);
        }
    }

    /// A countersigned head: its body is the head and a CRC32C.
    record OfHead(AccountNumber account, long version) implements Subject {

        static final byte KIND = 2;

        static OfHead of(CountersignedHead head) {
            return new OfHead(head.head().account(), head.head().version());
        }

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            buffer.putInt((int) account.value()).putLong(version).put(new byte[BYTES - 12]);
        }
    }

    /// A seal: everything before it is durable. Its body names the batches before it that never
    /// were, and a CRC32C.
    record OfSeal() implements Subject {

        static final byte KIND = 3;

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            buffer.put(new byte[BYTES]);
        }
    }

    /// What covers a torn write, so that the next walk steps over it.
    record OfVoid() implements Subject {

        static final byte KIND = 4;

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            buffer.put(new byte[BYTES]);
        }
    }

    /// A fact: its body is the content and a CRC32C.
    record OfFact(FactKind kindOfFact, AccountNumber account, long revision) implements Subject {

        @Override
        public byte kind() {
            return kindOfFact.number();
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            buffer.putInt((int) account.value()).putLong(revision).put(new byte[BYTES - 12]);
        }
    }

    /// A record went to the trash. It has no body.
    ///
    /// @param time in milliseconds since 1970
    record OfDrop(RecordKey key, long time) implements Subject {

        static final byte KIND = 7;

        public OfDrop {
            Bounds.requireRange("time of a drop", time, 1, Long.MAX_VALUE);
        }

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            key.writeTo(buffer);
            buffer.putLong(time);
        }
    }

    /// A record came back from the trash. It has no body.
    record OfRevival(RecordKey key) implements Subject {

        static final byte KIND = 8;

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            key.writeTo(buffer);
            buffer.putLong(0);
        }
    }

    /// This file takes the place of another one, whose entries it holds as far as they are needed.
    /// It has no body.
    record OfOrigin(int number, long marker) implements Subject {

        static final byte KIND = 10;

        @Override
        public byte kind() {
            return KIND;
        }

        @Override
        public void writeTo(ByteBuffer buffer) {
            buffer.putInt(number).putLong(marker).put(new byte[BYTES - 12]);
        }
    }

    /// Reads 32 bytes.
    ///
    /// @throws IllegalArgumentException if they are no subject of this kind
    static Subject readFrom(ByteBuffer buffer, byte kind) {
        return switch (kind) {
            case OfRecord.KIND ->
                    new OfRecord(RecordKey.readFrom(buffer), buffer.getInt(), buffer.getInt());
            case OfHead.KIND -> new OfHead(readAccount(buffer), buffer.getLong());
            case OfSeal.KIND -> new OfSeal();
            case OfVoid.KIND -> new OfVoid();
            case OfDrop.KIND -> new OfDrop(RecordKey.readFrom(buffer), buffer.getLong());
            case OfRevival.KIND -> new OfRevival(RecordKey.readFrom(buffer));
            case OfOrigin.KIND -> new OfOrigin(buffer.getInt(), buffer.getLong());
            default -> new OfFact(FactKind.of(kind), readAccount(buffer), buffer.getLong());
        };
    }

    private static AccountNumber readAccount(ByteBuffer buffer) {
        return new AccountNumber(Integer.toUnsignedLong(buffer.getInt()));
    }
}
