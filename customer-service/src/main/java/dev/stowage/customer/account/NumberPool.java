package dev.stowage.customer.account;

import dev.stowage.format.account.BlockNumbers;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The block numbers that placement gave this service for one account.
///
/// A range is open, and the account head says so, until every number of it was taken and what
/// became of its block is decided: named by a head, or given up. Blocks in open ranges are never
/// taken for garbage.
public final class NumberPool implements BlockNumbers {

    private static final int RANGE = 1024;

    /// Others' ranges that are kept in the head: services that died leave theirs open, the oldest
    /// go first.
    private static final int MOST_OPEN = AccountHead.MAX_OPEN_RANGES / 2;

    private final AccountNumber account;
    private final PlacementApi placement;
    private final SignedAccountTokens tokens;
    private final List<Range> open = new ArrayList<>();
    private final List<BlockRange> closed = new ArrayList<>();

    public NumberPool(AccountNumber account, PlacementApi placement, SignedAccountTokens tokens) {
        this.account = account;
        this.placement = placement;
        this.tokens = tokens;
    }

    private static final class Range {
        private final BlockRange numbers;
        private int taken;
        private int decided;

        Range(BlockRange numbers) {
            this.numbers = numbers;
        }

        private int left() {
            return numbers.count() - taken;
        }

        private boolean isClosed() {
            return decided == numbers.count();
        }
    }

    public BlockNumber take() {
        return takeConsecutive(1);
    }

    /// @throws dev.stowage.protocol.fault.Fault `placement-away`
    @Override
    public synchronized BlockNumber takeConsecutive(int count) {
        Range range =
                open.stream()
                        .filter(each -> each.left() >= count)
                        .findFirst()
                        .orElseGet(() -> openRange(count));
        BlockNumber first = range.numbers.first().plus(range.taken);
        range.taken += count;
        return first;
    }

    private Range openRange(int count) {
        BlockRangeGrant grant =
                placement.grantBlockRange(
                        "Bearer " + tokens.tokenForPlacement(Scope.COMMIT),
                        account,
                        new BlockRangeRequest(Math.max(RANGE, count)));
        Range range = new Range(new BlockRange(grant.first(), grant.count()));
        open.add(range);
        return range;
    }

    /// The block with this number is named by a head, or will never be.
    public synchronized void decide(BlockNumber number) {
        open.stream()
                .filter(range -> range.numbers.contains(number))
                .findFirst()
                .ifPresent(range -> range.decided++);
        open.stream().filter(Range::isClosed).forEach(range -> closed.add(range.numbers));
        open.removeIf(Range::isClosed);
    }

    /// The open ranges for the next head: those of others as they were, and this service's as they
    /// are.
    public synchronized List<BlockRange> openRanges(List<BlockRange> before) {
        SequencedSet<BlockRange> ranges = new LinkedHashSet<>(before);
        ranges.removeAll(closed);
        open.forEach(range -> ranges.add(range.numbers));
        while (ranges.size() > MOST_OPEN) {
            ranges.removeFirst();
        }
        return List.copyOf(ranges);
    }

    /// A head with these open ranges is current: ranges closed by then need not be remembered.
    public synchronized void committed(List<BlockRange> now) {
        closed.removeIf(range -> !now.contains(range));
    }
}
