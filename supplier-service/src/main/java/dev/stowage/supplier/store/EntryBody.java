package dev.stowage.supplier.store;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The bodies of entries. Records check themselves; all others end with a CRC32C.
final class EntryBody {

    private EntryBody() {}

    static List<ByteBuffer> ofHead(CountersignedHead head) {
        return List.of(withCrc(ByteBuffer.wrap(head.toBytes())));
    }

    static List<ByteBuffer> ofFact(Fact fact) {
        return List.of(withCrc(ByteBuffer.wrap(fact.content().toArray())));
    }

    static List<ByteBuffer> ofSeal(Collection<Long> voidBatches) {
        ByteBuffer numbers = ByteBuffer.allocate(voidBatches.size() * Long.BYTES);
        voidBatches.forEach(numbers::putLong);
        return List.of(withCrc(numbers.flip()));
    }

    /// The head in a body; empty if it has decayed.
    static Optional<CountersignedHead> readHead(ByteBuffer body) {
        return checked(body)
                .map(
                        content -> {
                            byte[] bytes = new byte[content.remaining()];
                            content.get(bytes);
                            return CountersignedHead.ofBytes(bytes);
                        });
    }

    /// The content of a fact in a body; empty if it has decayed.
    static Optional<ByteString> readFact(ByteBuffer body) {
        return checked(body).map(content -> ByteString.readFrom(content, content.remaining()));
    }

    /// The numbers of void batches in a body; empty if it has decayed.
    static Optional<List<Long>> readSeal(ByteBuffer body) {
        return checked(body)
                .map(
                        content -> {
                            List<Long> numbers = new ArrayList<>();
                            while (content.remaining() >= Long.BYTES) {
                                numbers.add(content.getLong());
                            }
                            return numbers;
                        });
    }

    /// Whether a body is what was written.
    static boolean isIntact(Subject subject, ByteBuffer body) {
        return switch (subject) {
            case Subject.OfRecord _ -> isIntactRecord(body);
            case Subject.OfHead _, Subject.OfSeal _, Subject.OfFact _ -> checked(body).isPresent();
            case Subject.OfDrop _, Subject.OfRevival _, Subject.OfOrigin _, Subject.OfVoid _ ->
                    true;
        };
    }

    private static boolean isIntactRecord(ByteBuffer body) {
        try {
            return FragmentRecord.readFrom(body).checksumsMatch() && !body.hasRemaining();
        } catch (IllegalArgumentException decayed) {
            return false;
        }
    }

    private static ByteBuffer withCrc(ByteBuffer content) {
        ByteBuffer body = ByteBuffer.allocate(content.remaining() + Integer.BYTES);
        return body.put(content.duplicate()).putInt(crc(content)).flip();
    }

    private static Optional<ByteBuffer> checked(ByteBuffer body) {
        int split = body.limit() - Integer.BYTES;
        if (split < 0) {
            return Optional.empty();
        }
        ByteBuffer content = body.duplicate().position(0).limit(split);
        return crc(content) == body.getInt(split) ? Optional.of(content) : Optional.empty();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
