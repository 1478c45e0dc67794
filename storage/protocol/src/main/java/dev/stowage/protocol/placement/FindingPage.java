package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of what readers found, in the order in which it was found first.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record FindingPage(List<FoundRecord> findings, @Nullable Long next) {

    public static final int MAX_FINDINGS = 1000;

    public FindingPage {
        findings = List.copyOf(findings);
    }
}
