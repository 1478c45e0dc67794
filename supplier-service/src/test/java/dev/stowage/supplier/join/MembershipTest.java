package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.database.Database;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {

    private static final UUID VOLUME = new UUID(1, 2);
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(3, 4));
    private static final Duration LIFE = Duration.ofHours(1);
    private static final AssignedCarrier CARRIER = carrier(8);
    private static final AssignedCarrier ANOTHER = carrier(9);

    @TempDir Path directory;
    private final SigningKey placement = new SampleAccount(99).key();
    private final TurnedClock clock = new TurnedClock();
    private Database database;
    private Membership membership;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(directory.resolve("supplier"), "db/supplier");
        membership = newMembership();
        membership.accept(
                new Joined(SUPPLIER.value(), "certificate", placement.verifyingKey(), null, null));
    }

    @AfterEach
    void close() {
        database.close();
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
    void assignmentsThatAreOursAlreadyAreNotReadAgainAfterAStart() {
        String token = assign(CARRIER);
        membership.accept(token);
        clock.turn(LIFE.multipliedBy(2));

        membership = newMembership();
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

    private void serves(AssignedCarrier carrier) {
        assertThatCode(() -> membership.requireServed(carrier)).doesNotThrowAnyException();
    }

    private Membership newMembership() {
        return new Membership(new MembershipRepository(database), VOLUME, clock);
    }

    private String assign(AssignedCarrier carrier) {
        return new CarrierAssignments(SUPPLIER, List.of(carrier), clock.instant().plus(LIFE))
                .sign(placement);
    }

    private static AssignedCarrier carrier(long id) {
        return new AssignedCarrier(new CarrierId(id), 1, VOLUME);
    }
}
