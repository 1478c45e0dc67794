package dev.stowage.supplier.rebuild;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.RebuildOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one proven header of each block, so that it is known how much memory mending it takes. It
/// is a header that bears the path of a lost record, or one that is fetched anyway.
final class HeaderSurvey {

    private final RebuildOrder order;
    private final OrderedCalls calls;
    private final Together together;
    private final ProvenSignatures signatures;

    private record Asked(LostBlock block, int position) {}

    private record Answered(List<Asked> asked, Optional<List<FetchOutcome>> outcomes) {}

    HeaderSurvey(
            RebuildOrder order,
            OrderedCalls calls,
            Together together,
            ProvenSignatures signatures) {
        this.order = order;
        this.calls = calls;
        this.together = together;
        this.signatures = signatures;
    }

    /// @param hopeless told of blocks of which no header can be had
    /// @return the others; those that turned out to have another layout are left out, for they are
    ///   looked for under that one
    List<LostBlock> survey(List<LostBlock> blocks, LostBlock.Hopeless hopeless)
            throws InterruptedException {
        RecordProver prover = new RecordProver(order.key(), signatures);
        List<LostBlock> known = new ArrayList<>();
        List<LostBlock> open = blocks;
        while (!open.isEmpty()) {
            Map<Holder, List<Asked>> questions = new LinkedHashMap<>();
            for (LostBlock block : open) {
                int position = block.firstAsked();
                if (position < 0) {
                    hopeless.hear(block, block.lost());
                } else {
                    questions
                            .computeIfAbsent(block.holder(position), _ -> new ArrayList<>())
                            .add(new Asked(block, position));
                }
            }
            open = new ArrayList<>();
            for (Answered answered : together.all(questions.entrySet(), this::ask)) {
                read(answered, prover, known, open);
            }
        }
        return known;
    }

    private Answered ask(Map.Entry<Holder, List<Asked>> question) throws InterruptedException {
        List<Asked> asked = question.getValue();
        List<WantedRecord> wanted =
                asked.stream()
                        .map(each -> new WantedRecord(each.block.address(), each.position, 0))
                        .toList();
        return new Answered(asked, calls.fetch(question.getKey(), wanted));
    }

    private static void read(
            Answered answered, RecordProver prover, List<LostBlock> known, List<LostBlock> open) {
        for (int index = 0; index < answered.asked.size(); index++) {
            Asked asked = answered.asked.get(index);
            Optional<RecordHeader> header =
                    answered.outcomes.isEmpty()
                            ? Optional.empty()
                            : proven(answered.outcomes.get().get(index), asked, prover);
            if (header.isEmpty()) {
                asked.block.passOver(asked.position);
                open.add(asked.block);
            } else if (header.get().layout().equals(asked.block.stock().layout())) {
                asked.block.know(header.get());
                known.add(asked.block);
            }
        }
    }

    private static Optional<RecordHeader> proven(
            FetchOutcome outcome, Asked asked, RecordProver prover) {
        if (!(outcome instanceof FetchOutcome.Intact(FragmentRecord record))) {
            return Optional.empty();
        }
        RecordHeader header = record.header();
        boolean isIt =
                header.address().equals(asked.block.address())
                        && header.position() == asked.position
                        && prover.proves(header);
        return isIt ? Optional.of(header) : Optional.empty();
    }
}
