package dev.stowage.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Tokens, orders and lists about accounts whose keys were rotated.
class RotatedKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AccountNumber ACCOUNT = new AccountNumber(4_000_000_000L);
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(1, 2));

    private final SigningKey placement = SigningKey.random(new SecureRandom());
    private final SigningKey former = SigningKey.random(new SecureRandom());
    private final SigningKey owner = SigningKey.random(new SecureRandom());

    private static String token(int rotation, SigningKey key) {
        return new AccountToken(
                        ACCOUNT,
                        rotation,
                        SUPPLIER.toString(),
                        Set.of(Scope.FETCH),
                        NOW.plusSeconds(60))
                .sign(key);
    }

    private static OwnerKey key(int rotation, SigningKey key) {
        return new OwnerKey(rotation, key.verifyingKey());
    }

    @Test
    void aTokenSaysOfWhichKeyItIs() {
        String text = token(Integer.MAX_VALUE, owner);

        assertThat(AccountToken.claimedRotation(text)).isEqualTo(Integer.MAX_VALUE);
        assertThat(
                        AccountToken.verify(
                                        text,
                                        key(Integer.MAX_VALUE, owner),
                                        SUPPLIER.toString(),
                                        CLOCK)
                                .rotation())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(AccountToken.claimedRotation(token(0, owner))).isZero();
    }

    @Test
    void aTokenOfAnotherKeyThanTheCurrentOneIsRefused() {
        assertFault(
                FaultCode.KEYS_ROTATED,
                () ->
                        AccountToken.verify(
                                token(0, former), key(1, owner), SUPPLIER.toString(), CLOCK));
        assertFault(
                FaultCode.ROTATION_UNKNOWN,
                () ->
                        AccountToken.verify(
                                token(2, owner), key(1, owner), SUPPLIER.toString(), CLOCK));
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        AccountToken.verify(
                                token(1, former), key(1, owner), SUPPLIER.toString(), CLOCK));
    }

    @Test
    void anOrderNamesTheKeyOfRecordsAndTheOwners() {
        ContractOrder order =
                new ContractOrder(
                        ACCOUNT,
                        former.verifyingKey(),
                        key(3, owner),
                        SUPPLIER,
                        1 << 20,
                        List.of(new AssignedCarrier(new CarrierId(8), 1, new UUID(3, 4))),
                        Overrides.NONE,
                        NOW.plusSeconds(60));

        assertThat(
                        ContractOrder.verify(
                                order.sign(placement), placement.verifyingKey(), SUPPLIER, CLOCK))
                .isEqualTo(order);
    }

    private NamedSuccession named(int rotation) {
        return new NamedSuccession(
                ACCOUNT,
                rotation,
                Succession.sign(ACCOUNT, rotation, owner.verifyingKey(), former));
    }

    @Test
    void successionsComeBackAsTheyWereSigned() {
        for (AccountNews<NamedSuccession> list :
                List.of(
                        new AccountNews<>(
                                AccountNews.SUCCESSIONS,
                                0,
                                0,
                                false,
                                List.of(),
                                NOW.plusSeconds(60)),
                        new AccountNews<>(
                                AccountNews.SUCCESSIONS,
                                7,
                                Long.MAX_VALUE,
                                true,
                                List.of(named(1), named(Integer.MAX_VALUE)),
                                NOW.plus(AccountNews.MAX_LIFE)),
                        new AccountNews<>(
                                AccountNews.SUCCESSIONS,
                                0,
                                1,
                                false,
                                Collections.nCopies(AccountNews.MOST, named(1)),
                                NOW.plusSeconds(60)))) {
            AccountNews<NamedSuccession> heard =
                    AccountNews.verify(
                            AccountNews.SUCCESSIONS,
                            list.sign(placement),
                            placement.verifyingKey(),
                            CLOCK);
            assertThat(heard).isEqualTo(list);
        }
    }

    @Test
    void listsThatAreTooLongOrContradictThemselvesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            var _ =
                                    new AccountNews<>(
                                            AccountNews.SUCCESSIONS,
                                            0,
                                            1,
                                            false,
                                            Collections.nCopies(AccountNews.MOST + 1, named(1)),
                                            NOW);
                        });
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            var _ =
                                    new AccountNews<>(
                                            AccountNews.SUCCESSIONS, 2, 1, false, List.of(), NOW);
                        });
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            var _ = named(0);
                        });
    }

    @Test
    void aListOfSomebodyElseOrOfLongAgoIsRefused() {
        AccountNews<NamedSuccession> list =
                new AccountNews<>(AccountNews.SUCCESSIONS, 0, 1, false, List.of(named(1)), NOW);
        assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        AccountNews.verify(
                                AccountNews.SUCCESSIONS,
                                list.sign(owner),
                                placement.verifyingKey(),
                                CLOCK));
        Duration late = AccountNews.MAX_LIFE.plus(JsonWebToken.SKEW).plusSeconds(1);
        assertFault(
                FaultCode.TOKEN_EXPIRED,
                () ->
                        AccountNews.verify(
                                AccountNews.SUCCESSIONS,
                                list.sign(placement),
                                placement.verifyingKey(),
                                Clock.offset(CLOCK, late)));
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call)
                .extracting(Fault::code)
                .isEqualTo(code);
    }
}
