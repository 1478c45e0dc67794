package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.supplier.PlainSupplier;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A machine whose clock jumps, under a supplier that has promised this and that.
class ClockTest {

    private static final SampleAccount NOTICED = new SampleAccount(12);
    private static final SampleAccount NEW = new SampleAccount(13);
    private static final long QUOTA = 8192;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir Path data;
    private PlainSupplier house;

    /// Somebody is under notice; somebody else has just got a contract.
    @BeforeEach
    void promise() throws Exception {
        house = new PlainSupplier(data).awaitJoined();
        grant(NOTICED);
        byte[] head = NOTICED.countersigned(1, house.placement().key()).toBytes();
        house.supplier().heads().keep(NOTICED.number(), new HeadMessage(ByteString.of(head)));
        contracts().giveNotice(NOTICED.number(), DAY);
        grant(NEW);
    }

    @AfterEach
    void close() {
        house.close();
    }

    static Stream<Duration> jumps() {
        return Stream.of(
                Duration.ofHours(1),
                WEEK,
                Duration.ofDays(3650),
                Duration.ofHours(-1),
                WEEK.negated(),
                Duration.ofDays(-3650));
    }

    @ParameterizedTest(name = "by {0}")
    @MethodSource("jumps")
    void aJumpWhileItServesEndsNothing(Duration jump) {
        house.clock().jump(jump);

        assertThatAllIsKept();
    }

    @ParameterizedTest(name = "by {0}")
    @MethodSource("jumps")
    void aJumpWhileItIsAwayEndsNothing(Duration jump) throws Exception {
        house.restartAfter(() -> house.clock().jump(jump));

        assertThatAllIsKept();
    }

    @ParameterizedTest(name = "by {0}")
    @MethodSource("jumps")
    void promisesRunOnlyWhileItServesAndThenTheyEnd(Duration jump) throws Exception {
        house.clock().turn(DAY.minusSeconds(1));
        house.restartAfter(
                () -> {
                    house.clock().turn(Duration.ofDays(400));
                    house.clock().jump(jump);
                });
        assertThat(contracts().requireQuota(contract(NOTICED))).isEqualTo(QUOTA);
        assertThat(endOf(NOTICED)).isEqualTo(house.clock().instant().plusSeconds(1));

        house.clock().turn(Duration.ofSeconds(1));
        refused(FaultCode.CONTRACT_REFUSED, () -> contracts().requireQuota(contract(NOTICED)));

        house.clock().turn(PlainSupplier.GRACE);
        contracts().lapse();
        refused(FaultCode.UNKNOWN_CONTRACT, () -> contract(NOTICED));
        refused(FaultCode.UNKNOWN_CONTRACT, () -> contract(NEW));
    }

    private void assertThatAllIsKept() {
        contracts().lapse();
        assertThat(contracts().requireQuota(contract(NOTICED))).isEqualTo(QUOTA);
        assertThat(endOf(NOTICED)).isEqualTo(house.clock().instant().plus(DAY));
        assertThat(customers().view(customers().require(NEW.number())).lapsesAt())
                .isEqualTo(house.clock().instant().plus(Contracts.LAPSE));
    }

    private Instant endOf(SampleAccount account) {
        return customers().view(customers().require(account.number())).endsAt();
    }

    private Customers customers() {
        return house.supplier().customers();
    }

    private Contracts contracts() {
        return house.volume().contracts();
    }

    private Contract contract(SampleAccount account) {
        return contracts().require(account.number());
    }

    private void grant(SampleAccount account) {
        String order = house.placement().order(account, 0, QUOTA).sign(house.placement().key());
        customers().grant(account.number(), order);
    }

    private static void refused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
