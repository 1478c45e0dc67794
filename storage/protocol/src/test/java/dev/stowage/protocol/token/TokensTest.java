package dev.stowage.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final SupplierId SUPPLIER =
            SupplierId.valueOf("0b9c1c3a-53bb-4cde-9d4e-0f1a2b3c4d5e");

    private final SigningKey owner = SigningKey.random(new SecureRandom());
    private final OwnerKey firstKey = OwnerKey.first(owner.verifyingKey());
    private final SigningKey placement = SigningKey.random(new SecureRandom());
    private final SigningKey stranger = SigningKey.random(new SecureRandom());

    @Test
    void anAccountTokenSaysWhatItsOwnerSigned() {
        String text = token(NOW.plusSeconds(300)).sign(owner);

        assertThat(AccountToken.claimedAccount(text)).isEqualTo(ACCOUNT);
        assertThat(AccountToken.verify(text, firstKey, SUPPLIER.toString(), CLOCK))
                .isEqualTo(token(NOW.plusSeconds(300)));
    }

    @Test
    void aTokenThatWasBelievedIsRefusedFromAnotherKeyAndOnceItHasExpired() {
        String text = token(NOW.plusSeconds(300)).sign(owner);
        String audience = SUPPLIER.toString();
        assertThat(AccountToken.verify(text, firstKey, audience, CLOCK)).isNotNull();
        Clock later = Clock.offset(CLOCK, Duration.ofMinutes(10));
        OwnerKey another = OwnerKey.first(stranger.verifyingKey());

        assertFault(
                FaultCode.TOKEN_REFUSED, () -> AccountToken.verify(text, another, audience, CLOCK));
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () -> AccountToken.verify(text, firstKey, audience, later));
    }

    @Test
    void anAccountTokenOfAnotherKeyIsRefused() {
        String text = token(NOW.plusSeconds(300)).sign(stranger);

        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> AccountToken.verify(text, firstKey, SUPPLIER.toString(), CLOCK));
    }

    @Test
    void anAccountTokenForAnotherAudienceIsRefused() {
        String text = token(NOW.plusSeconds(300)).sign(owner);

        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> AccountToken.verify(text, firstKey, AccountToken.PLACEMENT, CLOCK));
    }

    @Test
    void aTokenExpiresWhenItsTimeAndTheSkewOfClocksAreOver() {
        String justAlive = token(NOW.minus(JsonWebToken.SKEW)).sign(owner);
        String justExpired = token(NOW.minus(JsonWebToken.SKEW).minusSeconds(1)).sign(owner);

        AccountToken.verify(justAlive, firstKey, SUPPLIER.toString(), CLOCK);
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () -> AccountToken.verify(justExpired, firstKey, SUPPLIER.toString(), CLOCK));
    }

    @Test
    void anAccountTokenThatLivesTooLongIsRefused() {
        Duration longest = AccountToken.MAX_LIFE.plus(JsonWebToken.SKEW);
        String atTheLimit = token(NOW.plus(longest)).sign(owner);
        String over = token(NOW.plus(longest).plusSeconds(1)).sign(owner);

        AccountToken.verify(atTheLimit, firstKey, SUPPLIER.toString(), CLOCK);
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> AccountToken.verify(over, firstKey, SUPPLIER.toString(), CLOCK));
    }

    @Test
    void aServiceTokenThatLivesTooLongIsRefused() {
        Duration longest = ServiceToken.MAX_LIFE.plus(JsonWebToken.SKEW);
        for (long seconds : new long[] {-1, 0}) {
            verifyServiceToken(NOW.plus(longest).plusSeconds(seconds));
        }
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> verifyServiceToken(NOW.plus(longest).plusSeconds(1)));
    }

    @Test
    void aServiceTokenExpiresWhenItsTimeAndTheSkewOfClocksAreOver() {
        for (long seconds : new long[] {1, 0}) {
            verifyServiceToken(NOW.minus(JsonWebToken.SKEW).plusSeconds(seconds));
        }
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () -> verifyServiceToken(NOW.minus(JsonWebToken.SKEW).minusSeconds(1)));
    }

    private void verifyServiceToken(Instant expiresAt) {
        String certificate =
                new ServiceCertificate(
                                new UUID(1, 2),
                                ServiceRole.CUSTOMER,
                                owner.verifyingKey(),
                                NOW.plus(ServiceCertificate.LIFE))
                        .sign(placement);
        String token = ServiceToken.sign(certificate, SUPPLIER.toString(), expiresAt, owner);
        ServiceToken.verify(token, placement.verifyingKey(), SUPPLIER.toString(), CLOCK);
    }

    @Test
    void aListOfRevocationsSaysWhatPlacementSigned() {
        List<UUID> most =
                LongStream.range(0, RevocationList.MAX_SERVICES)
                        .mapToObj(id -> new UUID(id, id))
                        .toList();
        for (RevocationList list :
                List.of(
                        new RevocationList(0, null, NOW.plusSeconds(60)),
                        new RevocationList(0, List.of(), NOW.plusSeconds(60)),
                        new RevocationList(9, most, NOW.plus(RevocationList.MAX_LIFE)))) {
            assertThat(RevocationList.verify(list.sign(placement), placement.verifyingKey(), CLOCK))
                    .isEqualTo(list);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            List<UUID> tooMany = new ArrayList<>(most);
                            tooMany.add(new UUID(-1, -1));
                            new RevocationList(1, tooMany, NOW);
                        });
    }

    @Test
    void aListOfRevocationsIsRefusedFromOthersAndWhenItIsOldOrGoodForTooLong() {
        RevocationList list = new RevocationList(1, List.of(), NOW.plusSeconds(60));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> RevocationList.verify(list.sign(stranger), placement.verifyingKey(), CLOCK));
        Duration longest = RevocationList.MAX_LIFE.plus(JsonWebToken.SKEW);
        verifyList(NOW.plus(longest));
        assertFault(FaultCode.TOKEN_REFUSED, () -> verifyList(NOW.plus(longest).plusSeconds(1)));
        verifyList(NOW.minus(JsonWebToken.SKEW));
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () -> verifyList(NOW.minus(JsonWebToken.SKEW).minusSeconds(1)));
    }

    private void verifyList(Instant expiresAt) {
        RevocationList.verify(
                new RevocationList(1, List.of(), expiresAt).sign(placement),
                placement.verifyingKey(),
                CLOCK);
    }

    @Test
    void aTokenWithoutTheScopeIsRefused() {
        AccountToken token = token(NOW.plusSeconds(300));

        assertThat(token.requireScope(Scope.STORE)).isSameAs(token);
        assertFault(FaultCode.TOKEN_REFUSED, () -> token.requireScope(Scope.COMMIT));
    }

    @Test
    void aChangedTokenIsRefusedWhicheverCharacterChanged() {
        String text = token(NOW.plusSeconds(300)).sign(owner);
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            if (decodesAlike(text, changed, i)) {
                continue;
            }
            assertFault(
                    FaultCode.TOKEN_REFUSED,
                    () -> AccountToken.verify(changed, firstKey, SUPPLIER.toString(), CLOCK));
        }
    }

    /// The last character of each base64url part has bits that stand for nothing.
    private static boolean decodesAlike(String text, String changed, int index) {
        boolean lastOfPart = index == text.length() - 1 || text.charAt(index + 1) == '.';
        return lastOfPart && text.length() == changed.length();
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        for (String text :
                List.of("", ".", "..", "a.b.c", "x".repeat(JsonWebToken.MAX_CHARACTERS + 1))) {
            assertFault(FaultCode.TOKEN_REFUSED, () -> AccountToken.claimedAccount(text));
            assertFault(
                    FaultCode.TOKEN_REFUSED,
                    () -> AccountToken.verify(text, firstKey, SUPPLIER.toString(), CLOCK));
        }
    }

    @Test
    void oneKindOfTokenDoesNotPassForAnother() {
        String order = order(NOW.plusSeconds(60)).sign(placement);

        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> ServiceCertificate.verify(order, placement.verifyingKey(), CLOCK));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> CarrierAssignments.verify(order, placement.verifyingKey(), CLOCK));
    }

    @Test
    void aContractOrderSaysWhatPlacementSigned() {
        String text = order(NOW.plusSeconds(60)).sign(placement);

        assertThat(ContractOrder.verify(text, placement.verifyingKey(), SUPPLIER, CLOCK))
                .isEqualTo(order(NOW.plusSeconds(60)));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        ContractOrder.verify(
                                text,
                                placement.verifyingKey(),
                                new SupplierId(new UUID(1, 2)),
                                CLOCK));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> ContractOrder.verify(text, stranger.verifyingKey(), SUPPLIER, CLOCK));
    }

    @Test
    void carrierAssignmentsSayWhatPlacementSigned() {
        CarrierAssignments assignments =
                new CarrierAssignments(
                        SUPPLIER,
                        List.of(new AssignedCarrier(new CarrierId(9), 3, new UUID(5, 6))),
                        List.of(new AssignedCarrier(new CarrierId(7), 2, new UUID(5, 6))),
                        NOW.plusSeconds(60));

        assertThat(
                        CarrierAssignments.verify(
                                assignments.sign(placement), placement.verifyingKey(), CLOCK))
                .isEqualTo(assignments);
    }

    @Test
    void manyCarriersAreAShortToken() {
        List<AssignedCarrier> carriers = new ArrayList<>();
        for (int i = 0; i < 2048; i++) {
            int generation = i % 100 == 7 ? 2 : 1;
            carriers.add(
                    new AssignedCarrier(
                            new CarrierId(64 * i + i % 63), generation, new UUID(i / 1024, 6)));
        }
        CarrierAssignments assignments =
                new CarrierAssignments(SUPPLIER, carriers, List.of(), NOW.plusSeconds(60));

        String text = assignments.sign(placement);
        assertThat(text).hasSizeLessThan(2 * 2048 + 600);
        assertThat(CarrierAssignments.verify(text, placement.verifyingKey(), CLOCK))
                .isEqualTo(assignments);
    }

    @Test
    void aServiceProvesItselfByTheCertificateInItsToken() {
        SigningKey service = SigningKey.random(new SecureRandom());
        ServiceCertificate certificate = certificate(service, NOW.plusSeconds(3600));
        String token =
                ServiceToken.sign(
                        certificate.sign(placement),
                        AccountToken.PLACEMENT,
                        NOW.plusSeconds(60),
                        service);

        assertThat(
                        ServiceToken.verify(
                                token, placement.verifyingKey(), AccountToken.PLACEMENT, CLOCK))
                .isEqualTo(certificate);
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        ServiceToken.verify(
                                token,
                                placement.verifyingKey(),
                                AccountToken.PLACEMENT,
                                ServiceRole.SUPPLIER,
                                CLOCK));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        ServiceToken.verify(
                                token, placement.verifyingKey(), SUPPLIER.toString(), CLOCK));
    }

    @Test
    void aStolenCertificateIsWorthNothingWithoutItsKey() {
        SigningKey service = SigningKey.random(new SecureRandom());
        String token =
                ServiceToken.sign(
                        certificate(service, NOW.plusSeconds(3600)).sign(placement),
                        AccountToken.PLACEMENT,
                        NOW.plusSeconds(60),
                        stranger);

        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        ServiceToken.verify(
                                token, placement.verifyingKey(), AccountToken.PLACEMENT, CLOCK));
    }

    @Test
    void aCertificateThatAServiceSignedForItselfIsRefused() {
        String token =
                ServiceToken.sign(
                        certificate(stranger, NOW.plusSeconds(3600)).sign(stranger),
                        AccountToken.PLACEMENT,
                        NOW.plusSeconds(60),
                        stranger);

        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        ServiceToken.verify(
                                token, placement.verifyingKey(), AccountToken.PLACEMENT, CLOCK));
    }

    @Test
    void anExpiredCertificateEndsItsServicesTokens() {
        SigningKey service = SigningKey.random(new SecureRandom());
        String token =
                ServiceToken.sign(
                        certificate(service, NOW.minusSeconds(3600)).sign(placement),
                        AccountToken.PLACEMENT,
                        NOW.plusSeconds(60),
                        service);

        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () ->
                        ServiceToken.verify(
                                token, placement.verifyingKey(), AccountToken.PLACEMENT, CLOCK));
    }

    private static AccountToken token(Instant expiry) {
        return new AccountToken(
                ACCOUNT, SUPPLIER.toString(), Set.of(Scope.STORE, Scope.FETCH), expiry);
    }

    private ContractOrder order(Instant expiry) {
        return new ContractOrder(
                ACCOUNT,
                owner.verifyingKey(),
                SUPPLIER,
                1L << 40,
                List.of(new AssignedCarrier(new CarrierId(8), 1, new UUID(3, 4))),
                expiry);
    }

    private static ServiceCertificate certificate(SigningKey service, Instant expiry) {
        return new ServiceCertificate(
                new UUID(1, 1), ServiceRole.CUSTOMER, service.verifyingKey(), expiry);
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call)
                .extracting(Fault::code)
                .isEqualTo(code);
    }
}
