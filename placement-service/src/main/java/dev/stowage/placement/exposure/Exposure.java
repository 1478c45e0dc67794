package dev.stowage.placement.exposure;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.placement.carrier.Serving;
import dev.stowage.placement.exposure.Losses.Place;
import dev.stowage.placement.head.HeadLayoutRepository;
import dev.stowage.placement.head.HeadLayoutRepository.OfAccount;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ExposurePage;
import dev.stowage.protocol.placement.ExposureView;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts what would be lost with each supplier, owner or zone.
public final class Exposure {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int AT_ONCE = 1000;
    private static final int LAYOUTS_REMEMBERED = 4096;

    private final HeadLayoutRepository heads;
    private final Carriers carriers;
    private final Roster roster;
    private final Clock clock;
    private final Map<Fate, Counted> counted = new EnumMap<>(Fate.class);

    private record Counted(Instant at, SortedMap<String, ExposureView> exposures) {}

    /// Counts of one thing.
    private static final class Tally {
        private long carriers;
        private long accounts;
        private long unreadable;
        private long atTolerance;

        ExposureView view(String of) {
            return new ExposureView(of, carriers, accounts, unreadable, atTolerance);
        }
    }

    Exposure(HeadLayoutRepository heads, Carriers carriers, Roster roster, Clock clock) {
        this.heads = heads;
        this.carriers = carriers;
        this.roster = roster;
        this.clock = clock;
    }

    /// @param by `supplier`, `owner` or `zone`
    /// @param after where the page before ended
    /// @param limit 1 … 1,000
    /// @throws Fault `invalid-request`
    public ExposurePage page(String by, @Nullable String after, int limit) {
        if (limit < 1 || limit > ExposurePage.MAX_EXPOSURES) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d"
                                    .formatted(ExposurePage.MAX_EXPOSURES, limit))
                    .with("limit", ExposurePage.MAX_EXPOSURES);
        }
        Counted all = counted(Fate.of(by));
        List<ExposureView> page =
                (after == null ? all.exposures : all.exposures.tailMap(after + "\0"))
                        .values().stream().limit(limit).toList();
        return new ExposurePage(all.at, page, page.size() < limit ? null : page.getLast().of());
    }

    private synchronized Counted counted(Fate fate) {
        Instant now = clock.instant();
        Counted known = counted.get(fate);
        if (known == null || now.isBefore(known.at) || !now.isBefore(known.at.plus(FRESH))) {
            known = new Counted(now, count(fate));
            counted.put(fate, known);
        }
        return known;
    }

    private SortedMap<String, ExposureView> count(Fate fate) {
        Map<String, Tally> tallies = new TreeMap<>();
        Map<SupplierId, Long> served = carriers.served();
        for (SupplierStatus supplier : roster.all()) {
            String name = fate.of(supplier);
            if (name != null) {
                tallies.computeIfAbsent(name, _ -> new Tally()).carriers +=
                        served.getOrDefault(supplier.id(), 0L);
            }
        }
        Map<Layout, Losses> known = new RecentLosses();
        List<OfAccount> accounts = heads.after(-1, AT_ONCE);
        while (!accounts.isEmpty()) {
            for (OfAccount account : accounts) {
                add(losses(account, fate, known), tallies);
            }
            accounts = heads.after(accounts.getLast().account(), AT_ONCE);
        }
        SortedMap<String, ExposureView> exposures = new TreeMap<>();
        tallies.forEach((name, tally) -> exposures.put(name, tally.view(name)));
        return exposures;
    }

    private static void add(Losses losses, Map<String, Tally> tallies) {
        for (String holder : losses.holders()) {
            Tally tally = tallies.computeIfAbsent(holder, _ -> new Tally());
            tally.accounts++;
            tally.unreadable += losses.fatal().contains(holder) ? 1 : 0;
            tally.atTolerance += losses.critical().contains(holder) ? 1 : 0;
        }
    }

    /// What others share is remembered; who overrode a carrier is looked at alone.
    private Losses losses(OfAccount account, Fate fate, Map<Layout, Losses> known) {
        Overrides overrides = account.overrides();
        return account.layouts().stream()
                .map(
                        layout ->
                                overrides.isNone()
                                        ? known.computeIfAbsent(
                                                layout, each -> losses(each, overrides, fate))
                                        : losses(layout, overrides, fate))
                .reduce(Losses::and)
                .orElseThrow();
    }

    private Losses losses(Layout layout, Overrides overrides, Fate fate) {
        CarrierGroup group = layout.group();
        List<Place> places =
                carriers.servings(group.first(), group.carriers(), overrides).stream()
                        .filter(serving -> layout.covers(serving.carrier()))
                        .map(each -> new Place(fate.of(each.supplier()), isLost(each)))
                        .toList();
        return Losses.of(layout, places);
    }

    /// Who is silent for a moment, or said that he will be, has lost nothing.
    private boolean isLost(Serving serving) {
        return switch (roster.state(serving.supplier())) {
            case OFFLINE, DEAD, REVOKED -> true;
            case ALIVE, SUSPECT, MAINTAINED ->
                    !serving.supplier().volumes().containsKey(serving.volume());
        };
    }

    /// Of the layouts that were met last.
    private static final class RecentLosses extends LinkedHashMap<Layout, Losses> {

        private static final long serialVersionUID = 1;

        RecentLosses() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Layout, Losses> eldest) {
            return size() > LAYOUTS_REMEMBERED;
        }
    }
}
