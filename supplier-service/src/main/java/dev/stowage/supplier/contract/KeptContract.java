package dev.stowage.supplier.contract;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A contract as it lies in the log: what placement ordered, and what became of it.
///
/// ```
/// offset  size
///      0     1  version  1
///      1     8  since    it was first granted, milliseconds since 1970
///      9     8  lapses   when it does unless a head is kept before, as above; 0 once one was
///     17     …  order    as placement signed it, ASCII
/// ```
///
/// @param order a [ContractOrder] that was verified
record KeptContract(Instant since, @Nullable Instant lapsesAt, String order) {

    private static final int ORDER_OFFSET = 17;
    private static final byte VERSION = 1;

    /// The same contract without its order.
    Contract contract() {
        ContractOrder said = ContractOrder.dangerouslyRead(order);
        return new Contract(
                said.account(), said.key(), said.quota(), carriers(said), since, lapsesAt);
    }

    static CarrierSet carriers(ContractOrder order) {
        return CarrierSet.of(order.carriers().stream().map(AssignedCarrier::carrier).toList());
    }

    /// The same order with what became of the contract.
    KeptContract with(Contract contract) {
        return new KeptContract(contract.since(), contract.lapsesAt(), order);
    }

    ByteString toBytes() {
        byte[] text = order.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(ORDER_OFFSET + text.length);
        bytes.put(VERSION).putLong(since.toEpochMilli()).putLong(millis(lapsesAt)).put(text);
        return ByteString.of(bytes.array());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    /// @throws IllegalArgumentException if it is of another version or cut
    static KeptContract ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        if (bytes.remaining() < ORDER_OFFSET || bytes.get() != VERSION) {
            throw new IllegalArgumentException(
                    "a kept contract has version %d and %d bytes at least"
                            .formatted(VERSION, ORDER_OFFSET));
        }
        Instant since = Instant.ofEpochMilli(bytes.getLong());
        long lapses = bytes.getLong();
        return new KeptContract(
                since,
                lapses == 0 ? null : Instant.ofEpochMilli(lapses),
                StandardCharsets.US_ASCII.decode(bytes).toString());
    }
}
