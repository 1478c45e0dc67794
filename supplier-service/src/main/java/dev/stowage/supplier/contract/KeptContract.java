package dev.stowage.supplier.contract;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A contract as it lies in the log: what placement ordered, and what became of it.
///
/// ```
/// offset  size
///      0     1  version  1
///      1     8  since    it was first granted, ms since 1970 by the machine's clock
///      9     8  lapses   when it does unless a head is kept before, ms of service time; 0 once one was
///     17     8  ends     when it does, ms of service time; 0 unless notice was given
///     25     …  order    as placement signed it, ASCII; several with a blank between them if
///                        the volume took over those of another one
/// ```
///
/// @param order a [ContractOrder] that was verified
record KeptContract(
        Instant since, @Nullable Instant lapsesAt, @Nullable Instant endsAt, String order) {

    private static final String BLANK = " ";
    private static final int ORDER_OFFSET = 25;
    private static final byte VERSION = 1;

    /// The same contract without its order.
    Contract contract() {
        return orders().stream().map(this::contract).reduce(Contract::with).orElseThrow();
    }

    private Contract contract(String text) {
        ContractOrder said = ContractOrder.dangerouslyRead(text);
        return new Contract(
                said.account(),
                said.key(),
                said.quota(),
                carriers(said),
                said.instead().holders(),
                since,
                lapsesAt,
                endsAt);
    }

    List<String> orders() {
        return order.isEmpty() ? List.of() : List.of(order.split(BLANK));
    }

    /// What is left without some of the orders.
    KeptContract without(List<String> others) {
        String left =
                orders().stream()
                        .filter(each -> !others.contains(each))
                        .collect(Collectors.joining(BLANK));
        return new KeptContract(since, lapsesAt, endsAt, left);
    }

    /// This one and that of another volume together, which has the same times.
    KeptContract and(KeptContract other) {
        return new KeptContract(
                since.isBefore(other.since) ? since : other.since,
                lapsesAt == null ? null : other.lapsesAt,
                endsAt == null ? other.endsAt : endsAt,
                String.join(
                        BLANK,
                        Stream.concat(orders().stream(), other.orders().stream())
                                .distinct()
                                .toList()));
    }

    /// The same by a clock that is so much ahead.
    KeptContract shifted(Duration ahead) {
        return new KeptContract(
                since,
                lapsesAt == null ? null : lapsesAt.plus(ahead),
                endsAt == null ? null : endsAt.plus(ahead),
                order);
    }

    static CarrierSet carriers(ContractOrder order) {
        return CarrierSet.of(order.carriers().stream().map(AssignedCarrier::carrier).toList());
    }

    static KeptContract of(Contract contract, String order) {
        return new KeptContract(contract.since(), contract.lapsesAt(), contract.endsAt(), order);
    }

    /// The same order with what became of the contract.
    KeptContract with(Contract contract) {
        return of(contract, order);
    }

    ByteString toBytes() {
        byte[] text = order.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(ORDER_OFFSET + text.length);
        bytes.put(VERSION).putLong(since.toEpochMilli());
        bytes.putLong(millis(lapsesAt)).putLong(millis(endsAt)).put(text);
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
        return new KeptContract(
                Instant.ofEpochMilli(bytes.getLong()),
                instant(bytes.getLong()),
                instant(bytes.getLong()),
                StandardCharsets.US_ASCII.decode(bytes).toString());
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
