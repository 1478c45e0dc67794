package dev.stowage.protocol.placement;

import dev.stowage.format.address.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the readers of a customer-service found since its last report.
///
/// @param findings at most [#MAX_FINDINGS], each record once
public record FindingReport(List<FoundRecord> findings) {

    public static final int MAX_FINDINGS = 1024;

    private record Place(Address address, int position) {}

    public FindingReport {
        findings = List.copyOf(findings);
        if (findings.size() > MAX_FINDINGS) {
            throw new IllegalArgumentException(
                    "a report has at most %d findings, got %d"
                            .formatted(MAX_FINDINGS, findings.size()));
        }
        Set<Place> places = new HashSet<>();
        for (FoundRecord each : findings) {
            if (!places.add(new Place(each.address(), each.position()))) {
                throw new IllegalArgumentException(
                        "a report names record %s/%d twice"
                                .formatted(each.address(), each.position()));
            }
        }
    }
}
