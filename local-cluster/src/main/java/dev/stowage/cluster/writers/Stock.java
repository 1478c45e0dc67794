package dev.stowage.cluster.writers;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.format.account.Chain;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import io.micrometer.observation.ObservationRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Compares what an account needs with what its suppliers hold of it, block by block. What is
/// needed is read from the head and the account file, not from live sets.
final class Stock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_TOLD = 20;
    private static final Caller CALLER =
            new Caller(ClientNetwork.of(InetAddress.getLoopbackAddress()), "writers");

    private final Storehouse storehouse;
    private final OpenAccount account;
    private final ApiClients clients = new ApiClients(PATIENCE, ObservationRegistry.NOOP);

    /// @param storehouse of a service that serves the account
    /// @param token of a session
    Stock(Storehouse storehouse, String token) {
        this.storehouse = storehouse;
        this.account = storehouse.sessions().authenticate("Bearer " + token, CALLER);
    }

    /// What a position lacks or has too much.
    private record Difference(int position, BlockSet left, BlockSet missing) {

        boolean isNone() {
            return left.isEmpty() && missing.isEmpty();
        }

        String told() {
            return "position %d: %d blocks left over %s, %d missing %s"
                    .formatted(
                            position,
                            left.size(),
                            left.stream().limit(MOST_TOLD).boxed().toList(),
                            missing.size(),
                            missing.stream().limit(MOST_TOLD).boxed().toList());
        }
    }

    /// Blocks that files, kept versions and the account file itself use now.
    ///
    /// @throws IllegalStateException if the account file has more commits than it shows, or not all
    ///   is in one layout
    BlockSet needed() {
        AccountState state = account.resolveStrictly();
        Chain chain = state.file().chain();
        Layout layout = state.head().layout();
        if (!state.head().layouts().equals(List.of(layout))
                || !state.head().accountFileLayout().equals(layout)) {
            throw new IllegalStateException(
                    "expected one layout, got %s".formatted(state.head().layouts()));
        }
        BlockSet.Builder blocks = new BlockSet.Builder();
        chain.numbers().forEach(blocks::add);
        state.catalogue().tellBlocks((_, block) -> blocks.add(block.address().block()));
        return blocks.build();
    }

    /// Waits until every position holds what is needed and nothing else.
    ///
    /// @return what is left over or missing when patience ends, one line a position; none if all is
    ///   well
    List<String> awaitExact(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        awaitSnapshot(deadline);
        List<Difference> differences = differences();
        while (!differences.isEmpty() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            differences = differences();
        }
        return differences.stream().map(Difference::told).toList();
    }

    /// A snapshot that is due comes beside commits; until then the account file may have more
    /// deltas than it shows.
    private void awaitSnapshot(long deadline) throws InterruptedException {
        while (!account.resolveStrictly().file().chain().knowsAll()
                && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private List<Difference> differences() {
        BlockSet needed = needed();
        List<Difference> differences = new ArrayList<>();
        for (SupplierList.Position position : storehouse.space().suppliers(account).positions()) {
            BlockSet held = held(position);
            Difference difference =
                    new Difference(position.position(), held.without(needed), needed.without(held));
            if (!difference.isNone()) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private BlockSet held(SupplierList.Position position) {
        return clients.client(
                        SupplierApi.class, URI.create(position.url()), FaultCode.SUPPLIER_AWAY)
                .inventory(
                        "Bearer " + account.tokens().tokenFor(position.supplier(), Scope.FETCH),
                        account.number(),
                        account.layout().group(),
                        position.position(),
                        null)
                .blocks();
    }

    /// Positions over which a block is spread.
    int positions() {
        return account.layout().carriers();
    }

    @Override
    public void close() {
        clients.close();
    }
}
