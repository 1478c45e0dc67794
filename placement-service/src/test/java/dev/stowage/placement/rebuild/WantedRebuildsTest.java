package dev.stowage.placement.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.token.RebuildOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class WantedRebuildsTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(1);
    private static final CarrierGroup GROUP = CarrierGroup.valueOf("0/7");
    private static final BlockSpan SPAN = new BlockSpan(0, 1000);

    @TempDir Path directory;

    private final TestClock clock = new TestClock();
    private TestDatabase database;
    private RebuildRepository repository;
    private WantedRebuilds wanted;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("rebuilds"));
        database.statements().execute("set referential_integrity false");
        repository = new RebuildRepository(JdbcClient.create(database.statements()));
        wanted = new WantedRebuilds(repository, database.writing(), new SecureRandom(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private boolean want(long carrier, BlockSpan span, boolean anew) {
        return wanted.alone(
                () ->
                        wanted.add(
                                new Wish(
                                        ACCOUNT,
                                        GROUP,
                                        new CarrierId(carrier),
                                        List.of(span),
                                        "a test",
                                        0,
                                        clock.instant(),
                                        anew)));
    }

    /// A rebuild that is about carriers 0 … count-1.
    private void aboutSoMany(int count) {
        assertThat(want(0, SPAN, false)).isTrue();
        long number = repository.open(ACCOUNT, GROUP).getFirst().number();
        database.statements()
                .batchUpdate(
                        "insert into rebuild_carrier (rebuild, carrier) values (?, ?)",
                        LongStream.range(1, count)
                                .mapToObj(carrier -> new Object[] {number, carrier})
                                .toList());
    }

    private List<Integer> carriers() {
        return repository.open(ACCOUNT, GROUP).stream()
                .map(each -> each.carriers().size())
                .toList();
    }

    @Test
    void aRebuildIsAboutNoMoreCarriersThanItsOrderBears() {
        int most = RebuildOrder.MOST_CARRIERS;
        aboutSoMany(most - 1);

        assertThat(want(most, SPAN, false)).isTrue();
        assertThat(carriers()).containsExactly(most);
        assertThat(want(most + 1, SPAN, false)).isTrue();
        assertThat(carriers()).containsExactlyInAnyOrder(most, 1);
        assertThat(want(most + 2, SPAN, false)).isTrue();
        assertThat(carriers()).containsExactlyInAnyOrder(most, 2);
    }

    @Test
    void whatAFullRebuildIsAboutIsNotWantedTwice() {
        int most = RebuildOrder.MOST_CARRIERS;
        aboutSoMany(most);
        assertThat(want(most, SPAN, false)).isTrue();

        assertThat(want(7, SPAN, false)).isFalse();
        assertThat(want(7, SPAN, true)).as("lost once more").isTrue();
        assertThat(want(most, SPAN, false)).isFalse();

        assertThat(carriers()).containsExactlyInAnyOrder(most, 1);
    }

    @Test
    void ofAFullRebuildsCarrierOtherBlocksAreWantedToo() {
        int most = RebuildOrder.MOST_CARRIERS;
        aboutSoMany(most);

        assertThat(want(7, new BlockSpan(500, 1500), false)).isTrue();

        assertThat(repository.open(ACCOUNT, GROUP))
                .extracting(KeptRebuild::span)
                .containsExactly(SPAN, new BlockSpan(1001, 1500));
        assertThat(carriers()).containsExactly(most, 1);
    }

    @Test
    void noBlockOfACarrierIsInTwoRebuilds() {
        int most = RebuildOrder.MOST_CARRIERS;
        aboutSoMany(most);
        BlockSpan wider = new BlockSpan(0, 2000);
        assertThat(want(most, wider, false)).isTrue();

        assertThat(want(7, new BlockSpan(500, 1500), false)).isTrue();
        assertThat(want(most + 1, wider, false)).isTrue();

        List<KeptRebuild> open = repository.open(ACCOUNT, GROUP);
        assertThat(open)
                .extracting(KeptRebuild::span)
                .containsExactlyInAnyOrder(SPAN, wider, new BlockSpan(1001, 1500));
        for (KeptRebuild one : open) {
            open.stream()
                    .filter(other -> !other.id().equals(one.id()) && other.overlaps(one))
                    .forEach(
                            other ->
                                    assertThat(other.carriers())
                                            .doesNotContainAnyElementsOf(one.carriers()));
        }
    }
}
