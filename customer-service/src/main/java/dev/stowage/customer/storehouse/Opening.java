package dev.stowage.customer.storehouse;

import dev.stowage.customer.join.Membership;
import dev.stowage.format.run.RunCodec;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Joined;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The storehouse from the moment when this service has joined; until then every question gets a
/// fault.
public final class Opening implements Supplier<Storehouse>, AutoCloseable {

    private final Membership membership;
    private final Function<Joined, Storehouse> builder;
    private final SecureRandom random;
    private volatile @Nullable Thread warmUp;
    private volatile @Nullable Storehouse storehouse;

    public Opening(
            Membership membership, Function<Joined, Storehouse> builder, SecureRandom random) {
        this.membership = membership;
        this.builder = builder;
        this.random = random;
    }

    /// Joins.
    public void start() {
        membership.start(this::open);
    }

    /// Warms up once everything stands, so that nothing waits for it but the compiler.
    private void open(Joined joined) {
        storehouse = builder.apply(joined);
        warmUp = Thread.ofPlatform().name("warm-up").daemon().start(() -> RunCodec.warmUp(random));
    }

    /// @throws Fault `placement-away` before this service has joined
    @Override
    public Storehouse get() {
        Storehouse open = storehouse;
        if (open == null) {
            throw new Fault(
                    FaultCode.PLACEMENT_AWAY,
                    "this service has not joined its placement yet: try again soon");
        }
        return open;
    }

    @Override
    public void close() {
        membership.close();
        Thread warming = warmUp;
        if (warming != null) {
            warming.interrupt();
        }
        Storehouse open = storehouse;
        if (open != null) {
            open.close();
        }
    }
}
