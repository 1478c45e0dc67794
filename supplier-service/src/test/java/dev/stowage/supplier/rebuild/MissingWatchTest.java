package dev.stowage.supplier.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.PlainSupplier;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingWatchTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final Duration GRACE = Duration.ofMinutes(10);

    @TempDir Path data;
    private PlainSupplier plain;
    private MissingWatch watch;
    private Duration time = Duration.ZERO;

    @BeforeEach
    void open() throws Exception {
        plain = new PlainSupplier(data).awaitJoined();
        String order = plain.placement().order(ACCOUNT, 0, 100_000).sign(plain.placement().key());
        plain.supplier().customers().grant(ACCOUNT.number(), order);
        watch =
                new MissingWatch(
                        plain.supplier().inventories(),
                        plain.placement().rebuilds(),
                        () -> "Bearer token",
                        GRACE,
                        () -> time.toNanos());
    }

    @AfterEach
    void close() {
        plain.close();
    }

    private void sayAlive(long... blocks) {
        BlockSet alive = BlockSet.of(LongStream.of(blocks).mapToObj(BlockNumber::new).toList());
        LiveSet set =
                new LiveSet(
                        ACCOUNT.number(),
                        SampleAccount.LAYOUT.group(),
                        3,
                        new BlockNumber(100),
                        BlockSet.EMPTY,
                        List.of(new OfLayout(SampleAccount.LAYOUT, alive)));
        String token =
                new AccountToken(
                                ACCOUNT.number(),
                                plain.supplier().membership().supplier().toString(),
                                Set.of(Scope.COLLECT),
                                plain.clock().instant().plusSeconds(60))
                        .sign(ACCOUNT.key());
        plain.supplier()
                .liveSets()
                .keep("Bearer " + token, ACCOUNT.number(), SignedLiveSet.sign(set, ACCOUNT.key()));
    }

    private void store(long block) {
        plain.volume()
                .store()
                .store(ACCOUNT.number(), List.of(ACCOUNT.record(block, 0)), Long.MAX_VALUE);
    }

    private List<MissingRecords> toldAfter(Duration more) {
        time = time.plus(more);
        watch.look();
        return plain.placement().rebuilds().missing();
    }

    @Test
    void whatIsMissingIsToldAfterItsGraceAndNotBefore() {
        store(4);
        sayAlive(4, 5, 6, 9);

        assertThat(toldAfter(GRACE)).as("seen for the first time").isEmpty();
        store(6);
        assertThat(toldAfter(GRACE.minusSeconds(1))).isEmpty();

        assertThat(toldAfter(Duration.ofSeconds(1)))
                .containsExactly(
                        new MissingRecords(
                                ACCOUNT.number(),
                                SampleAccount.LAYOUT.group(),
                                new CarrierId(0),
                                new BlockNumber(5),
                                new BlockNumber(9),
                                2));
        assertThat(toldAfter(GRACE)).as("as long as it is missing").hasSize(2);
        store(5);
        store(9);
        assertThat(toldAfter(GRACE)).hasSize(2);
    }
}
