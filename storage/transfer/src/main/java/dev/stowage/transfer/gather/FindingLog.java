package dev.stowage.transfer.gather;

import dev.stowage.format.address.Address;
import dev.stowage.protocol.placement.ServedCarrier;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one gather found wrong: each record is reported once, the last word on each is kept for the
/// fault.
final class FindingLog {

    private final Findings listener;
    private final MeterRegistry meters;
    private final Map<Place, Finding> found = new LinkedHashMap<>();

    FindingLog(Findings listener, MeterRegistry meters) {
        this.listener = listener;
        this.meters = meters;
    }

    void found(
            BlockAssembly block,
            int position,
            @Nullable ServedCarrier carrier,
            Verdict.Refuted verdict) {
        Address address = block.wanted().address();
        Finding finding =
                new Finding(
                        verdict.kind(),
                        address,
                        position,
                        block.carrier(position),
                        Optional.ofNullable(carrier).map(ServedCarrier::supplier),
                        verdict.detail());
        Finding before = found.put(new Place(address, position), finding);
        if (before == null || before.kind() != finding.kind()) {
            String kind = finding.kind().name().toLowerCase(Locale.ROOT);
            meters.counter("stowage.gather.findings", "kind", kind).increment();
            listener.found(finding);
        }
    }

    /// One line for each record of a block that was found wrong.
    ///
    /// @param most lines
    List<String> lines(Address address, int most) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : found.values()) {
            if (finding.address().equals(address) && lines.size() < most) {
                lines.add(
                        "position %d (carrier %s, supplier %s): %s, %s"
                                .formatted(
                                        finding.position(),
                                        finding.carrier(),
                                        finding.supplier().map(Object::toString).orElse("none"),
                                        finding.kind().name().toLowerCase(Locale.ROOT),
                                        finding.detail()));
            }
        }
        return lines;
    }

    private record Place(Address address, int position) {}
}
