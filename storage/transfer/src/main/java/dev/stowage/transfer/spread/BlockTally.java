package dev.stowage.transfer.spread;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far a block has come: which positions hold it durably, which failed and why.
final class BlockTally {

    /// Carriers that a fault tells of.
    private static final int MOST_TOLD = 64;

    private final SignedBlock block;
    private final BitSet stored = new BitSet();
    private final Map<Integer, Failure> failed = new TreeMap<>();

    BlockTally(SignedBlock block) {
        this.block = block;
    }

    SignedBlock block() {
        return block;
    }

    CarrierId carrier(int position) {
        return layout().carrier(position, block.block().address().block());
    }

    Layout layout() {
        return block.block().layout();
    }

    void stored(int position) {
        stored.set(position);
    }

    void failed(int position, String supplier, Fault fault) {
        failed.put(position, new Failure(supplier, fault));
    }

    boolean isStored() {
        return stored.cardinality() >= needed();
    }

    /// Whether so many carriers failed that the threshold is out of reach.
    boolean isLost() {
        return layout().carriers() - failed.size() < needed();
    }

    private int needed() {
        return layout().writeThreshold();
    }

    /// Why this block is not stored: the quota or its number, if the threshold were in reach
    /// without it.
    Fault fault() {
        boolean quota = isAllThatHinders(FaultCode.QUOTA_EXCEEDED);
        FaultCode code =
                isAllThatHinders(FaultCode.NUMBER_USED)
                        ? FaultCode.NUMBER_USED
                        : FaultCode.TOO_FEW_SUPPLIERS;
        Fault fault =
                new Fault(
                                quota ? FaultCode.QUOTA_EXCEEDED : code,
                                "block %s needs %d of %d carriers, %d hold it; %s"
                                        .formatted(
                                                block.block().address(),
                                                needed(),
                                                layout().carriers(),
                                                stored.cardinality(),
                                                answers()))
                        .with("block", block.block().address().toString())
                        .with("needed", needed())
                        .with("stored", stored.cardinality())
                        .with(
                                "failed",
                                failed.entrySet().stream()
                                        .limit(MOST_TOLD)
                                        .map(each -> failureText(each.getKey(), each.getValue()))
                                        .toList());
        return quota ? withNumbersOf(firstOverQuota(), fault) : fault;
    }

    private boolean isAllThatHinders(FaultCode code) {
        long hindered =
                failed.values().stream().filter(failure -> failure.fault.code() == code).count();
        return hindered > 0 && layout().carriers() - (failed.size() - hindered) >= needed();
    }

    private String answers() {
        int silent = layout().carriers() - stored.cardinality() - failed.size();
        String failures =
                failed.entrySet().stream()
                        .limit(MOST_TOLD)
                        .map(
                                each ->
                                        failureText(each.getKey(), each.getValue())
                                                + " ("
                                                + each.getValue().fault.detail()
                                                + ")")
                        .collect(Collectors.joining("; "));
        int untold = failed.size() - MOST_TOLD;
        return (failures.isEmpty() ? "none failed" : "failed: " + failures)
                + (untold > 0 ? "; and %d more".formatted(untold) : "")
                + (silent == 0 ? "" : "; %d did not answer in time".formatted(silent));
    }

    private String failureText(int position, Failure failure) {
        return "carrier %s of supplier %s: %s"
                .formatted(carrier(position), failure.supplier, failure.fault.code().wireName());
    }

    private Fault firstOverQuota() {
        return failed.values().stream()
                .map(Failure::fault)
                .filter(fault -> fault.code() == FaultCode.QUOTA_EXCEEDED)
                .findFirst()
                .orElseThrow();
    }

    private static Fault withNumbersOf(Fault source, Fault target) {
        Fault enriched = target;
        for (Map.Entry<String, Object> fact : source.facts().entrySet()) {
            if (!enriched.facts().containsKey(fact.getKey())) {
                enriched = enriched.with(fact.getKey(), fact.getValue());
            }
        }
        return enriched;
    }

    private record Failure(String supplier, Fault fault) {}
}
