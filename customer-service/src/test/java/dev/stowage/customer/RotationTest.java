package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.FolderPath;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// New keys for an account: what opens before, what after.
class RotationTest extends RotatingAccount {

    @Test
    void allIsThereUnderTheNewKeysAndTheOldSessionEnds() {
        String before = session(Town.PASSWORD);
        OpenAccount old = open(before);

        Rotated rotated = rotate();

        OpenAccount renewed = open("Bearer " + rotated.token());
        assertThat(rotated.rotation()).isEqualTo(1);
        assertAllIsThere(storehouse, renewed);
        put(renewed, "later", 2_000);
        assertAllIsThere(storehouse, open(session(Town.PASSWORD)));
        assertFault(FaultCode.KEYS_ROTATED, () -> open(before));
        assertFault(FaultCode.KEYS_ROTATED, old::resolve);
        assertFault(FaultCode.KEYS_ROTATED, () -> Town.put(storehouse, old, "no", new byte[9]));
        assertThat(head().head().owner().rotation()).isEqualTo(1);
    }

    @Test
    void theNewRecoveryCodeOpensAndTheOldOneDoesNot() {
        Rotated rotated = rotate();

        assertAllIsThere(storehouse, open(session(rotated.recoveryCode())));
        assertFault(FaultCode.UNAUTHENTICATED, () -> session(registered.recoveryCode()));
    }

    @Test
    void aReplacementIsThePasswordFromThenOn() {
        Rotated rotated =
                storehouse
                        .keys()
                        .rotate(
                                Town.open(storehouse, registered),
                                new RotationRequest(registered.recoveryCode(), OTHER_PASSWORD),
                                Town.CALLER);

        assertAllIsThere(storehouse, open(session(OTHER_PASSWORD)));
        assertAllIsThere(storehouse, open(session(rotated.recoveryCode())));
        assertFault(FaultCode.UNAUTHENTICATED, () -> session(Town.PASSWORD));
    }

    @Test
    void whatWasAskedForWronglyChangesNothing() {
        OpenAccount account = Town.open(storehouse, registered);
        AccountHead before = head().head();

        assertFault(
                FaultCode.UNAUTHENTICATED,
                () ->
                        storehouse
                                .keys()
                                .rotate(account, new RotationRequest("wrong", null), Town.CALLER));
        assertFault(
                FaultCode.INVALID_REQUEST,
                () ->
                        storehouse
                                .keys()
                                .rotate(
                                        account,
                                        new RotationRequest(registered.recoveryCode(), null),
                                        Town.CALLER));
        assertFault(
                FaultCode.WEAK_PASSWORD,
                () ->
                        storehouse
                                .keys()
                                .rotate(
                                        account,
                                        new RotationRequest(Town.PASSWORD, "short"),
                                        Town.CALLER));

        assertNotRotated(before);
        assertAllIsThere(storehouse, account);
    }

    /// A later head may list a session.
    private void assertNotRotated(AccountHead before) {
        AccountHead now = head().head();
        assertThat(now.owner()).isEqualTo(before.owner());
        assertThat(now.unlockers()).isEqualTo(before.unlockers());
        assertThat(now.accountFile()).isEqualTo(before.accountFile());
    }

    @Test
    void whoKeptTheOldHeadAndPasswordOpensNothingLater() {
        AccountHead kept = head().head();
        Rotated rotated = rotate();
        put(open("Bearer " + rotated.token()), "later", 3_000);
        AccountHead now = head().head();
        PasswordLock lock = new PasswordLock(new SecureRandom());
        Password password = Password.of(Town.PASSWORD);
        MasterKey master =
                lock.unlock(kept.unlockers(), password, registered.account()).orElseThrow();
        AccountKeys keys = new AccountKeys(master, registered.account(), new SecureRandom());

        assertThat(kept.signingKey()).isEqualTo(keys.signingKey().verifyingKey());
        assertThat(now.signingKey()).isNotEqualTo(kept.signingKey());
        assertThat(now.receivingKey()).isNotEqualTo(kept.receivingKey());
        assertThat(lock.unlock(now.unlockers(), password, registered.account()))
                .hasValueSatisfying(newer -> assertThat(newer).isNotEqualTo(master));
        assertFault(FaultCode.KEYS_ROTATED, () -> storehouse.accounts().open(head(), master));
        open("Bearer " + rotated.token())
                .known()
                .catalogue()
                .below(FolderPath.ROOT)
                .forEachRemaining(
                        file ->
                                assertThatThrownBy(() -> keys.unwrap(file.wrappedKey()))
                                        .isInstanceOf(IllegalArgumentException.class));
        SignedAccountTokens tokens =
                new SignedAccountTokens(
                        registered.account(), 0, keys.signingKey(), Clock.systemUTC());
        for (TownSupplier supplier : town.suppliers()) {
            assertFault(
                    FaultCode.KEYS_ROTATED,
                    () ->
                            supplier.contract(
                                    "Bearer " + tokens.tokenFor(supplier.id(), Scope.FETCH),
                                    registered.account()));
        }
    }

    @Test
    void recordsOfEveryKeyAreReadByWhoeverOpensTheAccountAnew() {
        for (int round = 1; round <= 3; round++) {
            Rotated rotated = rotate();
            assertThat(rotated.rotation()).isEqualTo(round);
            put(open("Bearer " + rotated.token()), "round-" + round, 70_000);
        }
        Storehouse fresh = town.storehouse();

        assertAllIsThere(fresh, Town.open(fresh, registered));
        assertThat(head().head().lineage().successions()).hasSize(3);
    }

    @Test
    void whatWaitedInTheSpoolArrivesUnderTheNewKeys() {
        town.supplier(3).vanish();
        put(Town.open(storehouse, registered), "late", 3_000_000);
        Rotated rotated = rotate();
        OpenAccount renewed = open("Bearer " + rotated.token());
        int before = town.supplier(3).records();
        assertThat(storehouse.space().space(renewed).pending()).isPositive();

        town.supplier(3).comeBack();
        Town.awaitDeliveries(storehouse, renewed);

        assertThat(town.supplier(3).records()).isGreaterThan(before);
        town.supplier(0).vanish();
        town.supplier(1).vanish();
        assertThat(Town.get(storehouse, renewed, "late")).isEqualTo(contents.get("late"));
    }

    @Test
    void aCrashBeforeTheSwapLeavesEverythingAsItWas() {
        String session = session(Town.PASSWORD);
        AccountHead before = head().head();
        town.supplier(0).be(() -> town.placement().be(Trouble.AWAY));

        assertFault(FaultCode.PLACEMENT_AWAY, this::rotate);

        town.supplier(0).comeBack();
        town.placement().be(Trouble.NONE);
        assertNotRotated(before);
        assertAllIsThere(storehouse, open(session));
        assertAllIsThere(storehouse, open(session(registered.recoveryCode())));
        Storehouse fresh = town.storehouse();
        assertAllIsThere(fresh, Town.open(fresh, registered));
        assertThat(rotate().rotation()).isEqualTo(1);
    }

    @Test
    void aSwapWhoseAnswerIsLostCounts() {
        town.placement().be(Trouble.LOSES_ANSWERS);
        Rotated rotated = rotate();
        town.placement().be(Trouble.NONE);

        assertAllIsThere(storehouse, open("Bearer " + rotated.token()));
        assertAllIsThere(storehouse, open(session(rotated.recoveryCode())));
    }

    @Test
    void aCrashAfterTheSwapLeavesThePasswordWithWhichItWasAskedFor() {
        String session = session(Town.PASSWORD);
        town.suppliers().forEach(each -> each.be(this::failHeadsOfTheNewKey));

        assertThatThrownBy(this::rotate).isInstanceOf(Fault.class);

        town.suppliers().forEach(TownSupplier::comeBack);
        assertThat(head().head().owner().rotation()).isEqualTo(1);
        Storehouse fresh = town.storehouse();
        assertAllIsThere(fresh, Town.open(fresh, registered));
        assertFault(
                FaultCode.KEYS_ROTATED, () -> fresh.sessions().authenticate(session, Town.CALLER));
        // The other one leaves suppliers alone for some seconds that failed it so often.
        assertThat(rotateBy(fresh).rotation()).isEqualTo(2);
    }

    private void failHeadsOfTheNewKey() {
        if (head().head().owner().rotation() == 1) {
            throw new Fault(FaultCode.SUPPLIER_AWAY, "connection refused");
        }
    }

    @Test
    void suppliersLearnWhatIsAliveByTheNewKey() {
        Rotated rotated = rotate();
        OpenAccount renewed = open("Bearer " + rotated.token());

        for (TownSupplier supplier : town.suppliers()) {
            SignedLiveSet kept = awaitLiveSet(supplier, renewed);
            assertThat(kept.signedBy(head().head().signingKey())).isTrue();
            assertThat(kept.set().version()).isEqualTo(head().head().version());
        }
    }

    private SignedLiveSet awaitLiveSet(TownSupplier supplier, OpenAccount account) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() - deadline < 0) {
            Optional<SignedLiveSet> kept =
                    supplier.liveSet(account.number(), account.layout().group());
            if (kept.isPresent()) {
                return kept.get();
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("no live set was left with " + supplier.id());
    }
}
