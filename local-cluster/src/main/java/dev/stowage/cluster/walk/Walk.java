package dev.stowage.cluster.walk;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One walk through a small house: step after step, and the examination after each.
public final class Walk {

    private static final Duration MAINTENANCE = Duration.ofHours(30);
    private static final Duration STALE = Duration.ofSeconds(31);
    private static final int MOST_FRAMES = 8;
    private static final int MOST_DOWN = 4;
    private static final int MOST_MEMBERS = 15;
    private static final int MOST_LEASES = 4;
    private static final long BREAKER_MILLIS = 3_200;

    private final SmallHouse house;
    private final Examination examination;
    private final Contents contents = new Contents();
    private boolean acknowledged;

    private Walk(SmallHouse house) {
        this.house = house;
        this.examination = new Examination(house);
    }

    /// @param directory that is made, and removed in the end
    /// @return what was promised and is not so; empty if all is well
    public static Optional<String> take(Script script, Path directory, Disguise disguise)
            throws InterruptedException {
        List<Step> done = new ArrayList<>();
        try (SmallHouse house =
                new SmallHouse(
                        directory,
                        script.suppliers(),
                        script.width(),
                        new Chance(script.seed()),
                        disguise)) {
            Walk walk = new Walk(house);
            for (Step step : script.steps()) {
                done.add(step);
                walk.take(step);
            }
            new LastDay(house, walk.examination, walk.contents).spend();
            return Optional.empty();
        } catch (BrokenPromise broken) {
            return Optional.of("after step %d: %s".formatted(done.size(), broken.getMessage()));
        } catch (IOException | RuntimeException unexpected) {
            return Optional.of("in step %d: %s".formatted(done.size(), trace(unexpected)));
        }
    }

    private static String trace(Throwable unexpected) {
        return Arrays.stream(unexpected.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(each -> each.contains("dev.stowage"))
                .limit(MOST_FRAMES)
                .collect(Collectors.joining(", at ", unexpected + ", at ", ""));
    }

    private void take(Step step) throws IOException, InterruptedException {
        examination.before();
        boolean automatic = step.kind() == Step.Kind.REPLACE_AUTOMATICALLY;
        acknowledged = false;
        happen(step);
        house.office().settle();
        examination.after(automatic);
        if (acknowledged) {
            examination.requireStored();
        }
    }

    private void happen(Step step) throws IOException, InterruptedException {
        Member member = house.member(step.which());
        switch (step.kind()) {
            case PUT -> put(contents.path(step.which()));
            case DELETE -> delete(contents.path(step.which()));
            case READ -> read(contents.path(step.which()));
            case DIE -> {
                if (mayGo(member)) {
                    member.stop();
                }
            }
            case RETURN -> start(firstDownFrom(step.which()));
            case WIPE -> {
                if (mayGo(member)) {
                    member.wipe();
                }
            }
            case JOIN -> {
                if (house.members().size() < MOST_MEMBERS) {
                    Member _ = house.join();
                    house.placement().rounds().formOctets();
                }
            }
            case MAINTAIN -> {
                if (mayGo(member)) {
                    member.maintain(MAINTENANCE);
                }
            }
            case FIRE -> fire(member, null);
            case FIRE_FOR -> fire(member, house.member(step.more()));
            case REPLACE -> replace(step.which(), step.more());
            case REPLACE_AUTOMATICALLY -> house.replaceAutomatically();
            case A_MINUTE -> pass(SmallHouse.HEARTBEAT);
            case A_LEASE -> pass(SmallHouse.LEASE.plusSeconds(1));
            case OFFLINE_AFTER -> {
                for (int minute = 0; minute < 6; minute++) {
                    pass(SmallHouse.HEARTBEAT);
                }
            }
            case A_DAY -> pass(Duration.ofHours(25));
            case MAKE_REBUILDS -> house.placement().rounds().makeRebuilds();
            case REBUILD -> rebuild(member, 1 + step.more() % MOST_LEASES);
            case REBUILD_AND_DIE -> {
                if (mayGo(member)) {
                    member.rebuildAndDie(1 + step.more() % 40);
                }
            }
            case LOOK_AFTER -> member.lookAfter();
            case COLLECT -> house.members().forEach(Member::collect);
            case REPORT -> house.office().report();
            case RESTART_PLACEMENT -> {
                house.restartPlacement();
                examination.placementStarts();
            }
            case ANOTHER_OFFICE -> house.office().replace();
            case LEAVE_LIVE_SETS -> leaveLiveSets();
        }
    }

    /// A house in which nearly everybody is away shows little.
    private boolean mayGo(Member member) {
        return member.isUp()
                && house.members().stream().filter(each -> !each.isUp()).count() < MOST_DOWN;
    }

    private Optional<Member> firstDownFrom(int any) {
        int count = house.members().size();
        for (int next = 0; next < count; next++) {
            Member member = house.member(any + next);
            if (!member.isUp()) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    private static void start(Optional<Member> member) throws IOException {
        if (member.isPresent()) {
            member.get().start();
        }
    }

    private void pass(Duration time) {
        house.pass(time);
        house.beatAll();
        house.placement().rounds().saveSeen();
    }

    private void put(String path) {
        int content = contents.next();
        try {
            house.office().put(path, Contents.bytes(content));
            contents.written(path, content);
            acknowledged = true;
        } catch (Fault refused) {
            contents.perhapsWritten(path, content);
        }
    }

    private void delete(String path) {
        try {
            house.office().delete(path);
            contents.deleted(path);
        } catch (Fault refused) {
            if (refused.code() != FaultCode.FILE_NOT_FOUND) {
                contents.perhapsDeleted(path);
            } else {
                requireRight(path, Optional.empty());
            }
        }
    }

    private void read(String path) throws InterruptedException {
        boolean mustSucceed = examination.isEverythingInReach();
        for (int left = mustSucceed ? 2 : 0; ; left--) {
            try {
                requireRight(path, Optional.of(house.office().get(path)));
                return;
            } catch (Fault fault) {
                if (fault.code() == FaultCode.FILE_NOT_FOUND) {
                    requireRight(path, Optional.empty());
                    return;
                }
                if (left == 0) {
                    if (mustSucceed) {
                        throw new BrokenPromise(
                                "%s cannot be read, though enough is in reach: %s"
                                        .formatted(path, fault.getMessage()));
                    }
                    return;
                }
                forget(left);
            }
        }
    }

    /// What a reader believes of who serves what, and who does not answer, is some seconds old.
    private void forget(int left) throws InterruptedException {
        house.pass(STALE);
        house.beatAll();
        if (left == 1) {
            Thread.sleep(BREAKER_MILLIS);
        }
    }

    private void requireRight(String path, Optional<byte[]> read) {
        if (!contents.read(path, read)) {
            throw new BrokenPromise(
                    "%s has other bytes than were written: %s, may be one of %s"
                            .formatted(
                                    path,
                                    read.map(bytes -> bytes.length + " bytes").orElse("none"),
                                    contents.describe(path)));
        }
    }

    private void fire(Member member, @Nullable Member with) {
        if (member.id().isEmpty()) {
            return;
        }
        UUID named = with == null ? null : with.id().map(each -> each.value()).orElse(null);
        try {
            Object _ =
                    house.replacements()
                            .fire(
                                    house.operator(),
                                    member.id().get(),
                                    new ReplacementRequest("a walk", named, null));
        } catch (Fault refused) {
            requireCode(refused);
        }
    }

    private void replace(int any, int more) {
        List<ServedCarrier> all = List.copyOf(examination.served().values());
        ServedCarrier carrier = all.get(any % all.size());
        UUID named =
                more % 2 == 0
                        ? null
                        : house.member(more / 2).id().map(each -> each.value()).orElse(null);
        try {
            house.replace(carrier.carrier(), "a walk", named);
        } catch (Fault refused) {
            requireCode(refused);
        }
    }

    private static void requireCode(Fault refused) {
        if (refused.code() == FaultCode.INTERNAL) {
            throw refused;
        }
    }

    private static void rebuild(Member member, int most) throws InterruptedException {
        try {
            int _ = member.rebuild(most);
        } catch (Fault refused) {
            requireCode(refused);
        }
    }

    private void leaveLiveSets() {
        try {
            int _ = house.office().leaveLiveSets(house.members());
        } catch (Fault unreadable) {
            requireCode(unreadable);
        }
    }
}
