package dev.stowage.customer.account;

import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.OpenRanges;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.IntFunction;

/// The block numbers that placement gave this service for one account.
///
/// What counts is what heads say (docs/format.md, "Open ranges"). A range that no head shows yet
/// may be opened by a head that names its first blocks; if another service has opened a higher one
/// by then it is lost, and its numbers must not be named any more. As what became of the lowest
/// numbers is decided, the range that the next head shows becomes shorter. Blocks whose numbers are
/// open are never taken for dead.
public final class NumberPool implements BlockNumbers {

    private static final int FEWEST = 1024;
    private static final int MOST = 1 << 20;

    /// Others' ranges that are kept in the head; those that did not move for longest go first.
    private static final int MOST_OPEN = AccountHead.MAX_OPEN_RANGES / 2;

    private final IntFunction<BlockRange> grants;
    private final Duration idle;
    private final Clock clock;
    private final List<TakenRange> mine = new ArrayList<>();
    private final Map<BlockRange, Instant> others = new HashMap<>();

    /// @param grants ranges of at least so many numbers, each given out once and ascending
    /// @param idle a range of somebody else that did not move for so long is closed: its service
    ///   has died
    NumberPool(IntFunction<BlockRange> grants, Duration idle, Clock clock) {
        this.grants = grants;
        this.idle = idle;
        this.clock = clock;
    }

    /// The numbers that placement grants.
    ///
    /// @param idle after which ranges of others are closed that did not move
    public static NumberPool of(
            AccountNumber account,
            PlacementApi placement,
            SignedAccountTokens tokens,
            Duration idle,
            Clock clock) {
        return new NumberPool(
                count -> {
                    BlockRangeGrant grant =
                            placement.grantBlockRange(
                                    "Bearer " + tokens.tokenForPlacement(Scope.COMMIT),
                                    account,
                                    new BlockRangeRequest(count));
                    return new BlockRange(grant.first(), grant.count());
                },
                idle,
                clock);
    }

    /// For blocks that the very next commit names or gives up: it may open their range, too.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `placement-away`
    @Override
    public synchronized BlockNumber takeConsecutive(int count) {
        return mine.stream()
                .filter(each -> each.left() >= count)
                .findFirst()
                .orElseGet(() -> grant(count))
                .take(count);
    }

    /// For blocks that are named later: consecutive numbers of a range that is open already. Empty
    /// if there is none with so many left.
    public synchronized Optional<BlockNumber> takeOpen(int count) {
        return mine.stream()
                .filter(each -> each.isShown() && each.left() >= count)
                .findFirst()
                .map(each -> each.take(count));
    }

    /// Whether [#takeOpen] has so many numbers.
    public synchronized boolean hasOpen(int count) {
        return mine.stream().anyMatch(each -> each.isShown() && each.left() >= count);
    }

    /// The open ranges for the next head, with one that has so many numbers left.
    ///
    /// @param before those of the head before
    public synchronized List<BlockRange> openAnother(List<BlockRange> before, int count) {
        settle(before);
        if (mine.stream().allMatch(each -> each.left() < count)) {
            var _ = grant(count);
        }
        return openRanges(before);
    }

    /// The more numbers are in use at once, the larger is the next range: heads show few.
    private TakenRange grant(int count) {
        long inUse = mine.stream().mapToLong(TakenRange::undecided).sum();
        int wanted = Math.clamp(inUse, Math.max(FEWEST, count), MOST);
        TakenRange range = new TakenRange(grants.apply(wanted));
        mine.add(range);
        return range;
    }

    /// The block with this number is named by a head, or will never be.
    public synchronized void decide(BlockNumber number) {
        mine.stream()
                .filter(each -> each.holds(number))
                .findFirst()
                .ifPresent(each -> each.decide(number));
    }

    /// Another block has this number already: placement gave it out twice. Nothing more is taken of
    /// its range.
    public synchronized void distrust(BlockNumber number) {
        mine.removeIf(each -> each.numbers().contains(number));
    }

    /// Whether a block with this number may be named by the head that follows the one of the last
    /// [#settle].
    public synchronized boolean holds(BlockNumber number) {
        return mine.stream().anyMatch(each -> each.holds(number));
    }

    /// Gives up the ranges that a head has closed, or shut out.
    ///
    /// @param current open ranges of the newest head that is known
    public synchronized void settle(List<BlockRange> current) {
        OpenRanges open = new OpenRanges(current);
        mine.removeIf(each -> !each.isPossible(open));
    }

    /// The open ranges for the next head: those of others as they were, and this service's as they
    /// are.
    ///
    /// @param before those of the head before
    public synchronized List<BlockRange> openRanges(List<BlockRange> before) {
        settle(before);
        SequencedSet<BlockRange> ranges = new LinkedHashSet<>(before);
        ranges.removeIf(each -> mine.stream().anyMatch(own -> own.numbers().overlaps(each)));
        ranges.removeAll(idleOf(ranges));
        mine.forEach(each -> each.rest().ifPresent(ranges::add));
        while (ranges.size() > MOST_OPEN) {
            ranges.removeFirst();
        }
        new OpenRanges(before)
                .highest()
                .filter(top -> !isReached(top, ranges))
                .ifPresent(top -> ranges.add(top.highest(1)));
        return List.copyOf(ranges);
    }

    private static boolean isReached(BlockRange top, SequencedSet<BlockRange> ranges) {
        return ranges.stream().anyMatch(each -> each.last().compareTo(top.last()) >= 0);
    }

    private List<BlockRange> idleOf(SequencedSet<BlockRange> ofOthers) {
        others.keySet().retainAll(ofOthers);
        Instant now = clock.instant();
        return ofOthers.stream()
                .filter(each -> now.isAfter(others.computeIfAbsent(each, _ -> now).plus(idle)))
                .toList();
    }
}
