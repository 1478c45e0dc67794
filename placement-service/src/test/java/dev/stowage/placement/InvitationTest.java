package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.account.Reservations;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Invitation;
import dev.stowage.protocol.placement.InvitationRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How accounts are registered by invitation.
class InvitationTest {

    private static final long SPACE = 1 << 20;
    private static final long MINUTE = 60;
    private static final Duration AN_HOUR = Duration.ofHours(1).plusSeconds(1);

    @TempDir Path data;
    private final TestClock clock = new TestClock();
    private House house;

    @BeforeEach
    void open() {
        house = House.open(data, Map.of("stowage.placement.registration", "invitation"), clock);
        house.joinSuppliers(8, 1);
        house.awaitCarriers(8);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Reservation reserve(@Nullable String invitation, long space) {
        SigningKey key = House.newKey();
        return house.api()
                .reserve(
                        house.customer(),
                        new ReserveRequest(
                                key.verifyingKey(), 4, null, Code.RS, space, invitation));
    }

    private Invitation invite(int uses, long validSeconds, @Nullable Long mostSpace)
            throws IOException {
        return house.invitationsApi()
                .invite(house.operator(), new InvitationRequest(uses, validSeconds, mostSpace));
    }

    private void assertRefused(@Nullable String invitation) {
        Faults.assertFault(FaultCode.INVITATION_REFUSED, () -> reserve(invitation, SPACE));
    }

    @Test
    void nobodyRegistersWithoutOne() {
        assertRefused(null);
        assertRefused("");
        assertRefused("one that nobody made");
        assertRefused("x".repeat(100_000));
    }

    @Test
    void isGoodForSoManyAccounts() throws Exception {
        Invitation invitation = invite(2, MINUTE, null);
        assertThat(invitation.uses()).isEqualTo(2);

        assertThat(reserve(invitation.code(), SPACE).account())
                .isNotEqualTo(reserve(invitation.code(), SPACE).account());
        assertRefused(invitation.code());
    }

    @Test
    void isGoodUntilItExpires() throws Exception {
        Invitation invitation = invite(2, MINUTE, null);
        clock.advance(Duration.ofSeconds(MINUTE - 1));
        reserve(invitation.code(), SPACE);
        clock.advance(Duration.ofSeconds(1));
        assertRefused(invitation.code());
    }

    @Test
    void isGoodForSoMuchSpaceAtMost() throws Exception {
        Invitation invitation = invite(1, MINUTE, SPACE);

        Fault refused =
                Faults.assertFault(
                        FaultCode.INVITATION_REFUSED, () -> reserve(invitation.code(), SPACE + 1));
        assertThat(refused.facts().get("mostSpace")).isEqualTo((int) SPACE);
        reserve(invitation.code(), SPACE);
    }

    @Test
    void canBeUsedAgainWhenAnAccountCameToNothing() throws Exception {
        Invitation invitation = invite(1, Duration.ofDays(1).toSeconds(), null);
        reserve(invitation.code(), SPACE);
        house.bean(Reservations.class).lapse();
        assertRefused(invitation.code());

        clock.advance(AN_HOUR);
        house.bean(Reservations.class).lapse();
        clock.advance(AN_HOUR.negated());

        reserve(invitation.code(), SPACE);
        assertRefused(invitation.code());
    }

    @Test
    void onlyTheOperatorInvites() {
        InvitationRequest request = new InvitationRequest(1, MINUTE, null);
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.invitationsApi().invite(house.customer(), request));
    }

    @Test
    void outlivesARestart() throws Exception {
        Invitation invitation = invite(1, MINUTE, null);
        house.close();
        house = House.open(data, Map.of("stowage.placement.registration", "invitation"), clock);
        house.joinSuppliers(8, 1);
        house.awaitCarriers(8);

        reserve(invitation.code(), SPACE);
        assertRefused(invitation.code());
    }
}
