package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.customer.FileHealth;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.ReplaceRequest;
import dev.stowage.protocol.customer.SupplierCandidates.Candidate;
import dev.stowage.protocol.customer.SupplierList.Position;
import dev.stowage.protocol.customer.SupplierReplaced;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An account of four suppliers, 0 … 3, that has others of its reserve, 4 … 7, hold positions.
class OverrideTest {

    private static final int LARGE = 6 << 20;

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private Storehouse other;
    private OpenAccount account;
    private OpenAccount there;

    @BeforeEach
    void moveIn() {
        town = new Town(8, directory);
        storehouse = town.storehouse();
        other = town.storehouse();
        Registered registered = storehouse.register().register(Town.wish(4));
        account = Town.open(storehouse, registered);
        there = Town.open(other, registered);
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private void put(Storehouse house, OpenAccount owner, String path, int length) {
        var _ = Town.put(house, owner, path, content(length));
        Town.awaitDeliveries(house, owner);
    }

    private SupplierReplaced replace(int position) {
        return storehouse.replacements().replace(account, position, ReplaceRequest.BY_ANYBODY);
    }

    private SupplierReplaced replaceThere(int position) {
        return other.replacements().replace(there, position, ReplaceRequest.BY_ANYBODY);
    }

    private SupplierId supplier(int index) {
        return town.supplier(index).id();
    }

    private int mayVanish(String path) {
        FileHealth health =
                storehouse
                        .health()
                        .health(
                                account,
                                storehouse.download().resolve(account, new FilePath(path)));
        return health.mayVanishNow();
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call::run)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    /// Lets this happen once, in the midst of the next call of a supplier.
    private void meanwhile(int index, Runnable event) {
        AtomicBoolean happened = new AtomicBoolean();
        town.supplier(index)
                .be(
                        () -> {
                            if (happened.compareAndSet(false, true)) {
                                event.run();
                            }
                        });
    }

    /// Lets this happen once, when supplier 1 has stored the next block and not enough others have:
    /// of 0 and 2 one at least must.
    private void beforeItIsStored(Runnable event) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        int before = town.supplier(1).stores();
        for (int index : new int[] {0, 2}) {
            town.supplier(index)
                    .whenReceiving(
                            _ -> {
                                if (begun.compareAndSet(false, true)) {
                                    while (town.supplier(1).stores() == before) {
                                        Thread.onSpinWait();
                                    }
                                    event.run();
                                    done.complete(true);
                                }
                                assertThat(done.join()).isTrue();
                            });
        }
    }

    @Test
    void newBlocksGoToTheNewSupplierAndOldOnesAreReadByTheOthers() {
        put(storehouse, account, "old", 100_000);
        int before = town.supplier(1).records();

        SupplierReplaced replaced = replace(1);
        put(storehouse, account, "new", 100_001);

        assertThat(replaced.former()).isEqualTo(supplier(1));
        assertThat(replaced.supplier()).isEqualTo(supplier(4));
        assertThat(replaced.holder()).isEqualTo(new CarrierId(4));
        assertThat(town.supplier(1).records()).isEqualTo(before);
        assertThat(town.supplier(4).keepsHeadOf(account.number())).isTrue();
        assertThat(mayVanish("new")).isEqualTo(2);
        assertThat(mayVanish("old")).as("until it is rebuilt").isEqualTo(1);
        town.supplier(1).vanish();
        assertThat(Town.get(storehouse, account, "old")).isEqualTo(content(100_000));
        town.supplier(0).vanish();
        town.supplier(2).vanish();
        assertThat(Town.get(storehouse, account, "new")).isEqualTo(content(100_001));
    }

    @Test
    void anotherCustomerServiceFollows() {
        put(other, there, "first", 1000);
        replace(1);

        put(other, there, "second", 1001);
        put(other, there, "third", LARGE);

        assertThat(mayVanish("second")).isEqualTo(2);
        assertThat(mayVanish("third")).isEqualTo(2);
        assertThat(Town.get(other, there, "first")).isEqualTo(content(1000));
    }

    @Test
    void aSmallFileThatRacesWithAReplacementIsSpreadAgain() {
        put(storehouse, account, "before", 10);
        beforeItIsStored(() -> replaceThere(1));

        put(storehouse, account, "small", 1000);

        assertThat(mayVanish("small")).isEqualTo(2);
        assertThat(Town.get(other, there, "small")).isEqualTo(content(1000));
    }

    @Test
    void aLargeFileThatRacesWithAReplacementIsSentAgain() {
        put(storehouse, account, "before", 10);
        beforeItIsStored(() -> replaceThere(1));

        refused(FaultCode.GENERATION_CHANGED, () -> put(storehouse, account, "large", LARGE));

        put(storehouse, account, "large", LARGE);
        assertThat(mayVanish("large")).isEqualTo(2);
    }

    @Test
    void twoPositionsReplacedAtOnceGoToTwoSuppliers() {
        meanwhile(4, () -> replaceThere(2));

        assertThat(replace(1).supplier()).isEqualTo(supplier(5));

        assertThat(storehouse.space().suppliers(account).positions())
                .extracting(Position::supplier)
                .containsExactly(supplier(0), supplier(5), supplier(4), supplier(3));
    }

    @Test
    void ofTwoThatReplaceTheSamePositionOneIsRefused() {
        meanwhile(4, () -> replaceThere(1));
        refused(FaultCode.ALREADY_EXISTS, () -> replace(1));
        assertThat(storehouse.space().suppliers(account).positions().get(1).supplier())
                .isEqualTo(supplier(4));
    }

    @Test
    void whoRefusesAContractIsPassedOver() {
        town.supplier(4).refuseContracts();
        assertThat(replace(0).supplier()).isEqualTo(supplier(5));
        refused(
                FaultCode.TOO_FEW_SUPPLIERS,
                () ->
                        storehouse
                                .replacements()
                                .replace(account, 1, new ReplaceRequest(supplier(4))));
    }

    @Test
    void theListShowsWhoHoldsWhat() {
        assertThat(storehouse.replacements().candidates(account, 3).candidates())
                .extracting(Candidate::supplier)
                .containsExactly(supplier(4), supplier(5), supplier(6), supplier(7));

        replace(3);

        Position replaced = storehouse.space().suppliers(account).positions().get(3);
        assertThat(replaced.carrier()).isEqualTo(new CarrierId(3));
        assertThat(replaced.holder()).isEqualTo(new CarrierId(4));
        assertThat(replaced.supplier()).isEqualTo(supplier(4));
        assertThat(storehouse.space().suppliers(account).positions().get(2).holder()).isNull();
    }

    @Test
    void whoHeldAPositionAtFirstGetsItBack() {
        replace(1);

        SupplierReplaced back =
                storehouse.replacements().replace(account, 1, new ReplaceRequest(supplier(1)));

        assertThat(back.holder()).isEqualTo(back.carrier());
        assertThat(account.known().head().overrides()).isEmpty();
        put(storehouse, account, "new", 1000);
        assertThat(mayVanish("new")).isEqualTo(2);
    }

    @Test
    void nothingIsReplacedWhilePlacementIsAway() {
        town.placement().be(Trouble.AWAY);
        refused(FaultCode.PLACEMENT_AWAY, () -> replace(1));
        town.placement().be(Trouble.NONE);
        assertThat(account.resolveStrictly().head().overrides()).isEmpty();
    }

    @Test
    void positionsThatThereAreNotAreRefused() {
        for (int position : new int[] {-1, 4, Integer.MAX_VALUE}) {
            refused(FaultCode.INVALID_REQUEST, () -> replace(position));
            refused(
                    FaultCode.INVALID_REQUEST,
                    () -> storehouse.replacements().candidates(account, position));
        }
    }
}
