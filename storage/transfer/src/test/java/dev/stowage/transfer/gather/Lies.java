package dev.stowage.transfer.gather;

import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.FragmentSum;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.transfer.fleet.Lie;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Everything that a supplier can make of a right answer without the owner's key.
enum Lies {
    MISSING(outcomes(_ -> new FetchOutcome.Missing())),
    CORRUPT(outcomes(_ -> new FetchOutcome.Corrupt())),
    DAMAGED_FRAGMENT(records(Lies::damage)),
    DAMAGED_FRAGMENT_WITH_MATCHING_SUMS(records(record -> resum(damage(record)))),
    WITHOUT_ITS_FRAGMENT(records(record -> record.keeping(0))),
    FALSE_LENGTH(records(record -> withLength(record, record.header().blockLength() - 1))),
    FALSE_POSITION(records(Lies::atNextPosition)),
    NOTHING_AT_ALL((_, _) -> new FetchAnswer(List.of())),
    ONE_TOO_MANY(
            (_, answer) -> {
                List<FetchOutcome> more = new ArrayList<>(answer.outcomes());
                more.addAll(answer.outcomes());
                return new FetchAnswer(more);
            }),
    NO_ANSWER_THAT_CAN_BE_READ(
            (_, _) -> {
                throw new IllegalStateException("garbage");
            });

    private final Lie lie;

    Lies(Lie lie) {
        this.lie = lie;
    }

    Lie lie() {
        return lie;
    }

    static Lie records(UnaryOperator<FragmentRecord> twist) {
        return outcomes(
                outcome ->
                        outcome instanceof Intact(FragmentRecord record)
                                ? new Intact(twist.apply(record))
                                : outcome);
    }

    private static Lie outcomes(UnaryOperator<FetchOutcome> twist) {
        return (_, answer) -> new FetchAnswer(answer.outcomes().stream().map(twist).toList());
    }

    private static FragmentRecord damage(FragmentRecord record) {
        List<Optional<ByteBuffer>> fragments = new ArrayList<>();
        for (int index = 0; index < record.header().sums().size(); index++) {
            fragments.add(record.fragment(index).map(Lies::flipped));
        }
        return new FragmentRecord(record.header(), fragments);
    }

    private static ByteBuffer flipped(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        int middle = copy.limit() / 2;
        return copy.put(middle, (byte) (copy.get(middle) ^ 0x10));
    }

    private static FragmentRecord resum(FragmentRecord record) {
        List<FragmentSum> sums = new ArrayList<>();
        for (int index = 0; index < record.header().sums().size(); index++) {
            FragmentSum old = record.header().sums().get(index);
            sums.add(record.fragment(index).map(FragmentSum::of).orElse(old));
        }
        return with(record, record.header().position(), record.header().blockLength(), sums);
    }

    private static FragmentRecord withLength(FragmentRecord record, int length) {
        return with(record, record.header().position(), length, record.header().sums());
    }

    private static FragmentRecord atNextPosition(FragmentRecord record) {
        Layout layout = record.header().layout();
        return with(
                record,
                (record.header().position() + 1) % layout.carriers(),
                record.header().blockLength(),
                record.header().sums());
    }

    private static FragmentRecord with(
            FragmentRecord record, int position, int blockLength, List<FragmentSum> sums) {
        RecordHeader old = record.header();
        List<Optional<ByteBuffer>> fragments = new ArrayList<>();
        for (int index = 0; index < old.sums().size(); index++) {
            fragments.add(record.fragment(index));
        }
        return new FragmentRecord(
                new RecordHeader(
                        old.address(),
                        old.layout(),
                        position,
                        old.generation(),
                        blockLength,
                        old.fragmentLength(),
                        old.root(),
                        old.proof(),
                        old.path(),
                        sums),
                fragments);
    }
}
