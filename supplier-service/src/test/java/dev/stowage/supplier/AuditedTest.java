package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditReport.Outcome;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.supplier.AuditStandIn.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suppliers that audit each other over HTTP.
class AuditedTest {

    private static final Layout LAYOUT =
            new Combination(Code.RS, CarrierGroup.valueOf("0/0"), 4, 0);
    private static final int AUDITED = 1;

    /// One that has no contract with the account.
    private static final int AUDITOR = 4;

    private static final Map<String, Object> OFTEN = Map.of("stowage.supplier.audit.every", "50ms");

    @TempDir Path data;

    private RebuildHouse open(Integer... dishonest) throws IOException {
        return RebuildHouse.open(data, LAYOUT, 1, OFTEN, dishonest);
    }

    private static AuditStandIn audits(RebuildHouse house) {
        return house.house().placement().audits();
    }

    /// @param times that the carrier is audited
    private static List<AuditReport> audit(RebuildHouse house, int times) {
        for (int i = 0; i < times; i++) {
            audits(house).want(house.account(), LAYOUT, AUDITED, AUDITOR, 0, 2);
        }
        return await(house, times);
    }

    private static List<AuditReport> await(RebuildHouse house, int times) {
        Eventually.holds(RebuildHouse.PATIENCE, () -> audits(house).heard().size() == times);
        assertThat(audits(house).heard())
                .extracting(Heard::auditor)
                .containsOnly(house.house().supplier(AUDITOR));
        return audits(house).heard().stream().map(Heard::report).toList();
    }

    @Test
    void anyOfTheLiveRecordsIsLookedAtAndFoundRight() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 9);
            house.sayAlive(100, 3, 5, 2);

            List<AuditReport> reports = audit(house, 40);

            assertThat(reports).extracting(AuditReport::outcome).containsOnly(Outcome.GOOD);
            Set<BlockNumber> blocks = new HashSet<>();
            reports.forEach(each -> blocks.add(each.block()));
            assertThat(blocks)
                    .containsExactlyInAnyOrder(
                            new BlockNumber(3), new BlockNumber(4), new BlockNumber(5));
            assertThat(house.shown("stowage.audit.done")).isEqualTo(40);
        }
    }

    @Test
    void aRecordThatChangedInItsFileFailsTheAuditAndIsMadeAgain() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 1);
            house.sayAlive(100, 1, 1, 0, AUDITED);
            house.rot(AUDITED, 1);

            assertThat(audit(house, 1)).extracting(AuditReport::outcome).containsOnly(Outcome.BAD);
            Eventually.holds(RebuildHouse.PATIENCE, () -> house.shown("stowage.scrub.decayed") > 0);
            RebuildProgress done = house.await(house.rebuild(1, 1, AUDITED));

            assertThat(done.rebuilt()).isEqualTo(1);
            house.requireRight(AUDITED, AUDITED, 1);
            audits(house).want(house.account(), LAYOUT, AUDITED, AUDITOR);
            assertThat(await(house, 2))
                    .extracting(AuditReport::outcome)
                    .containsExactly(Outcome.BAD, Outcome.GOOD);
            RebuildProgress again = house.await(house.rebuild(1, 1, AUDITED));
            assertThat(again.wanted()).isZero();
        }
    }

    @Test
    void aRecordThatIsNotThereIsMissing() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 1, AUDITED);
            house.sayAlive(100, 1, 1, 0);

            assertThat(audit(house, 1))
                    .extracting(AuditReport::outcome)
                    .containsOnly(Outcome.MISSING);
        }
    }

    @Test
    void bytesThatTheirHeaderDoesNotProveAreBad() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 1, AUDITED);
            house.spoil(AUDITED, AUDITED, 1);
            house.sayAlive(100, 1, 1, 0);

            assertThat(audit(house, 1)).extracting(AuditReport::outcome).containsOnly(Outcome.BAD);
        }
    }

    @Test
    void aRecordThatItsOwnerDidNotSignIsBadWhateverLiveSetIsShownWithIt() throws Exception {
        try (RebuildHouse house = open(AUDITED)) {
            house.store(1, 1);
            house.sayAlive(100, 1, 1, 0);
            house.sayAlive(100, 7, 8, AUDITED);

            AuditReport report = audit(house, 1).getFirst();

            assertThat(report.block()).isEqualTo(new BlockNumber(1));
            assertThat(report.outcome()).isEqualTo(Outcome.BAD);
        }
    }

    @Test
    void whoIsBusyOrAwayHasNotFailed() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 1);
            house.sayAlive(100, 1, 1, 0);
            house.keepBusy(AUDITED);
            assertThat(audit(house, 1)).extracting(AuditReport::outcome).containsOnly(Outcome.AWAY);

            audits(house).want(house.account(), LAYOUT, 2, AUDITOR, 0);
            house.stop(2);
            assertThat(await(house, 2)).extracting(AuditReport::outcome).containsOnly(Outcome.AWAY);
        }
    }

    @Test
    void nothingIsShownOfAnAccountThatHasNoContract() throws Exception {
        try (RebuildHouse house = open()) {
            house.store(1, 1);
            house.sayAlive(100, 1, 1, 0, AUDITED);

            audits(house)
                    .wantAbout(
                            house.account(),
                            house.house().newAccount().number(),
                            LAYOUT,
                            AUDITED,
                            AUDITOR,
                            0);

            AuditReport report = await(house, 1).getFirst();
            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING);
            assertThat(report.block()).isNull();
        }
    }
}
