package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final UUID VOLUME = new UUID(1, 2);
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(3, 4));
    private static final Duration LIFE = Duration.ofHours(1);
    private static final AssignedCarrier CARRIER = carrier(8);
    private static final AssignedCarrier ANOTHER = carrier(9);

    private final CrashDisk disk = new CrashDisk(new Random(1));
    private final SigningKey placement = new SampleAccount(99).key();
    private final TurnedClock clock = new TurnedClock();
    private LogStore store;
    private Membership membership;

    @BeforeEach
    void open() throws IOException {
        store = openStore();
        membership = newMembership();
        membership.accept(
                new Joined(SUPPLIER.value(), "certificate", placement.verifyingKey(), null, null));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void assignmentsThatAreOursAlreadyAreNotReadAgain() {
        String token = assign(CARRIER);
        membership.accept(token);
        clock.turn(LIFE.multipliedBy(2));

        membership.accept(token);

        serves(CARRIER);
    }

    @Test
    void assignmentsThatAreOursAlreadyAreNotReadAgainAfterAStart() throws IOException {
        String token = assign(CARRIER);
        membership.accept(token);
        clock.turn(LIFE.multipliedBy(2));

        restart();
        membership.accept(token);

        serves(CARRIER);
    }

    @Test
    void newerAssignmentsTakeThePlaceOfTheOlder() {
        membership.accept(assign(CARRIER));
        membership.accept(assign(ANOTHER));

        serves(ANOTHER);
        assertThatThrownBy(() -> membership.requireServed(CARRIER)).isInstanceOf(Fault.class);
    }

    @Test
    void expiredAssignmentsThatAreNotOursAreRefused() {
        String expired = assign(ANOTHER);
        membership.accept(assign(CARRIER));
        clock.turn(LIFE.multipliedBy(2));

        assertThatThrownBy(() -> membership.accept(expired)).isInstanceOf(Fault.class);
        serves(CARRIER);
    }

    @Test
    void standsAfterAStart() throws IOException {
        Joined newer =
                new Joined(
                        SUPPLIER.value(),
                        "another certificate",
                        placement.verifyingKey(),
                        new AccountNumber(12),
                        "north");
        membership.accept(newer);
        membership.accept(assign(CARRIER));
        membership.accept(assign(ANOTHER));

        restart();

        assertThat(Membership.volumeOf(store.facts(), new UUID(7, 7))).isEqualTo(VOLUME);
        assertThat(membership.supplier()).isEqualTo(SUPPLIER);
        assertThat(membership.certificate()).isEqualTo("another certificate");
        assertThat(membership.isOwner(new AccountNumber(12))).isTrue();
        serves(ANOTHER);
    }

    @Test
    void whatCannotBeKeptIsNotBelieved() {
        disk.failSyncs(true);

        assertThatThrownBy(() -> membership.accept(assign(CARRIER))).isInstanceOf(Fault.class);

        assertThatThrownBy(() -> membership.requireServed(CARRIER)).isInstanceOf(Fault.class);
    }

    private LogStore openStore() throws IOException {
        return new LogStore(
                disk, LogSettings.DEFAULT, new Random(2), Clock.systemUTC(), CommitObserver.NONE);
    }

    /// With the id of another volume at hand, which it must not take.
    private void restart() throws IOException {
        store.close();
        store = openStore();
        membership = membershipOf(new UUID(7, 7));
    }

    private void serves(AssignedCarrier carrier) {
        assertThatCode(() -> membership.requireServed(carrier)).doesNotThrowAnyException();
    }

    private Membership newMembership() {
        return membershipOf(VOLUME);
    }

    private Membership membershipOf(UUID ifNew) {
        UUID volume = Membership.volumeOf(store.facts(), ifNew);
        return new Membership(Map.of(volume, store.facts()), clock);
    }

    private String assign(AssignedCarrier carrier) {
        return new CarrierAssignments(
                        SUPPLIER, List.of(carrier), List.of(), clock.instant().plus(LIFE))
                .sign(placement);
    }

    private static AssignedCarrier carrier(long id) {
        return new AssignedCarrier(new CarrierId(id), 1, VOLUME);
    }
}
