package dev.stowage.supplier.rebuild;

import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.token.RebuildOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses among the live sets that suppliers show the one to go by: the newest that the order's
/// key proves; of an account that has another key by now the newest on which two agree; else the
/// newest.
///
/// One that is not proved says what to look for, and hides nothing: otherwise two liars could make
/// a rebuild end early, and what a former holder still has would go to its trash.
final class LiveSetChoice {

    private static final int MOST_KEPT = 8;
    private static final Comparator<Shown> WORTH =
            Comparator.comparing(Shown::isAgreed).thenComparingLong(Shown::version);

    private final RebuildOrder order;
    private @Nullable SignedLiveSet proven;
    private final List<Shown> shown = new ArrayList<>();

    private record Shown(SignedLiveSet signed, int times) {

        boolean isAgreed() {
            return times > 1;
        }

        long version() {
            return signed.set().version();
        }
    }

    LiveSetChoice(RebuildOrder order) {
        this.order = order;
    }

    /// What one supplier shows; each is heard once.
    synchronized void hear(SignedLiveSet signed) {
        LiveSet set = signed.set();
        if (!set.account().equals(order.account()) || !set.group().equals(order.group())) {
            return;
        }
        if (signed.signedBy(order.key())) {
            if (proven == null || proven.set().version() < set.version()) {
                proven = signed;
            }
        } else if (proven == null) {
            keep(signed);
        }
    }

    private void keep(SignedLiveSet signed) {
        int times = 1;
        for (Shown each : List.copyOf(shown)) {
            if (each.signed.equals(signed)) {
                times += each.times;
                shown.remove(each);
            }
        }
        shown.add(new Shown(signed, times));
        if (shown.size() > MOST_KEPT) {
            shown.stream().min(WORTH).ifPresent(shown::remove);
        }
    }

    /// The one to go by; empty if nobody shows any.
    synchronized Optional<SignedLiveSet> chosen() {
        return proven != null
                ? Optional.of(proven)
                : shown.stream().max(WORTH).map(each -> each.signed);
    }

    /// Those of the blocks that are dead for sure.
    synchronized BlockSet deadOf(BlockSet held) {
        return proven == null ? BlockSet.EMPTY : proven.set().deadOf(held);
    }
}
