package dev.stowage.cluster.walk;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import dev.stowage.supplier.store.StoredRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The end of a walk: everybody who is left comes back, others take the place of those who do not,
/// and after some rounds everything is where it should be.
final class LastDay {

    private static final Duration LONG = Duration.ofHours(31);
    private static final Duration ROUND = Member.MISSING_GRACE.plusMinutes(1);
    private static final int FEWEST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 40;
    private static final int MOST_LEASES = 16;

    private final SmallHouse house;
    private final Examination examination;
    private final Contents contents;
    private long lastEvent;

    LastDay(SmallHouse house, Examination examination, Contents contents) {
        this.house = house;
        this.examination = examination;
        this.contents = contents;
    }

    /// @throws BrokenPromise if something is not as it should be in the end
    void spend() throws IOException, InterruptedException {
        for (Member each : house.members()) {
            if (!each.isUp()) {
                each.start();
            }
        }
        house.office().replace();
        pass(LONG);
        examination.before();
        examination.after(false);
        boolean isWhole = isWhole();
        int rounds = 0;
        while (rounds < FEWEST_ROUNDS || (isWhole && !isDone() && rounds < MOST_ROUNDS)) {
            makeRound();
            rounds++;
        }
        if (!isWhole) {
            return;
        }
        requireDone(rounds);
        collect();
        requireNothingTooMuch();
        for (String path : contents.paths()) {
            read(path);
        }
    }

    private void pass(Duration time) {
        house.pass(time);
        house.beatAll();
        house.beatAll();
    }

    private void makeRound() throws InterruptedException {
        pass(ROUND);
        examination.before();
        house.replaceAutomatically();
        examination.after(true);
        examination.before();
        decideWhatPlacementDoesNot();
        house.placement().rounds().makeRebuilds();
        house.beatAll();
        house.members().forEach(Member::lookAfter);
        for (Member each : house.members()) {
            int _ = each.rebuild(MOST_LEASES);
        }
        house.placement().rounds().makeRebuilds();
        house.beatAll();
        house.members().forEach(Member::lookAfter);
        leaveLiveSetsIfPossible();
        house.office().settle();
        examination.after(false);
    }

    /// Where more is lost than a layout tolerates placement asks the operator, who knows that
    /// nobody comes back any more.
    private void decideWhatPlacementDoesNot() {
        for (EventView event : house.events(lastEvent)) {
            lastEvent = event.number();
            CarrierId carrier = event.carrier();
            if (event.kind() == EventKind.REPLACEMENT_REFUSED
                    && carrier != null
                    && !isServed(carrier)) {
                replace(carrier);
            }
        }
    }

    private boolean isServed(CarrierId carrier) {
        ServedCarrier now = examination.served().get(carrier);
        return now != null && examination.memberOf(now.supplier()).isPresent();
    }

    private void replace(CarrierId carrier) {
        try {
            house.replace(carrier, "nobody comes back", null);
        } catch (Fault refused) {
            if (refused.code() != FaultCode.TOO_FEW_SUPPLIERS) {
                throw refused;
            }
        }
    }

    /// Whether so much is left of every live block that it can be made whole.
    private boolean isWhole() {
        return examination.wanted().stream()
                .flatMap(each -> each.blocks().stream())
                .allMatch(
                        block ->
                                block.records().entrySet().stream()
                                                .filter(
                                                        each ->
                                                                isHeld(
                                                                        each.getKey(),
                                                                        each.getValue()))
                                                .count()
                                        >= block.needed());
    }

    /// Whether those hold a record who are asked for it.
    private boolean isHeld(CarrierId carrier, RecordId record) {
        return examination.holders(carrier).stream()
                .anyMatch(each -> examination.stock().holds(each, record));
    }

    private boolean isDone() {
        return house.openRebuilds().isEmpty() && firstMissing().isEmpty();
    }

    private void requireDone(int rounds) {
        Optional<String> missing = firstMissing();
        if (missing.isPresent()) {
            throw new BrokenPromise(
                    "in the end, after %d rounds, %s".formatted(rounds, missing.get()));
        }
        List<RebuildView> open = house.openRebuilds();
        if (!open.isEmpty()) {
            throw new BrokenPromise(
                    "in the end, after %d rounds, a rebuild is still open: %s"
                            .formatted(rounds, open.getFirst()));
        }
    }

    private Optional<String> firstMissing() {
        Wanted wanted = examination.wanted().orElseThrow();
        for (Wanted.Block block : wanted.blocks()) {
            for (CarrierId carrier : block.records().keySet()) {
                RecordId record = block.records().get(carrier);
                ServedCarrier now = examination.served().get(carrier);
                if (now == null || record == null) {
                    return Optional.of("nobody serves carrier " + carrier);
                }
                boolean isUp = examination.memberOf(now.supplier()).isPresent();
                if (!isUp || !examination.stock().holds(now.supplier(), record)) {
                    return Optional.of(
                            "supplier %s, which serves carrier %s and is %s, does not hold %s"
                                    .formatted(
                                            now.supplier(), carrier, isUp ? "up" : "gone", record));
                }
            }
        }
        return Optional.empty();
    }

    /// What was given to several others at once cannot be read before it is rebuilt.
    private void leaveLiveSetsIfPossible() {
        try {
            leaveLiveSets();
        } catch (Fault unreadable) {
            if (unreadable.code() != FaultCode.TOO_FEW_FRAGMENTS) {
                throw unreadable;
            }
        }
    }

    private void leaveLiveSets() {
        int _ = house.office().leaveLiveSets(house.members());
    }

    private void collect() throws InterruptedException {
        leaveLiveSets();
        for (int day = 0; day < 2; day++) {
            house.members().forEach(Member::collect);
            pass(Member.COLLECT_AFTER.plusHours(1));
        }
        house.members().forEach(Member::collect);
        house.office().settle();
        examination.before();
        examination.after(false);
    }

    /// What lies on the disks is what should, and is counted right.
    private void requireNothingTooMuch() {
        Wanted wanted = examination.wanted().orElseThrow();
        for (Member member : house.members()) {
            for (RecordStore store : member.stores()) {
                List<StoredRecord> stored = Stock.stored(store, wanted.account());
                stored.forEach(each -> requireWanted(wanted, member, each.id()));
                long bytes = stored.stream().mapToLong(StoredRecord::bytes).sum();
                if (bytes != store.usage().of(wanted.account())) {
                    throw new BrokenPromise(
                            "supplier %d holds %d bytes and counts %d"
                                    .formatted(
                                            member.number(),
                                            bytes,
                                            store.usage().of(wanted.account())));
                }
            }
        }
    }

    private void requireWanted(Wanted wanted, Member member, RecordId record) {
        for (LiveSet set : wanted.sets()) {
            BlockSet one = BlockSet.of(List.of(record.address().block()));
            if (record.address().group().equals(set.group()) && !set.deadOf(one).isEmpty()) {
                throw new BrokenPromise(
                        "supplier %d holds %s, which is dead".formatted(member.number(), record));
            }
        }
        for (Wanted.Block block : wanted.blocks()) {
            block.records()
                    .forEach(
                            (carrier, each) -> {
                                if (each.equals(record) && !serves(member, carrier)) {
                                    throw new BrokenPromise(
                                            "supplier %d still holds %s of carrier %s, which another one serves"
                                                    .formatted(member.number(), record, carrier));
                                }
                            });
        }
    }

    private boolean serves(Member member, CarrierId carrier) {
        ServedCarrier now = examination.served().get(carrier);
        return now != null && member.id().filter(now.supplier()::equals).isPresent();
    }

    private void read(String path) {
        Optional<byte[]> read;
        try {
            read = Optional.of(house.office().get(path));
        } catch (Fault fault) {
            if (fault.code() != FaultCode.FILE_NOT_FOUND) {
                throw new BrokenPromise(
                        "in the end %s cannot be read: %s".formatted(path, fault.getMessage()));
            }
            read = Optional.empty();
        }
        if (!contents.read(path, read)) {
            throw new BrokenPromise(
                    "in the end %s is not what was written: one of %s"
                            .formatted(path, contents.describe(path)));
        }
    }
}
