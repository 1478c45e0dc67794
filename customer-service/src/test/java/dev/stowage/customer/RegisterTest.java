package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.layout.Combination;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;

    @BeforeEach
    void moveIn() {
        town = new Town(8, directory);
        storehouse = town.storehouse();
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private Fault refusal(RegisterRequest request) {
        try {
            storehouse.register().register(request);
            throw new AssertionError("was registered");
        } catch (Fault fault) {
            assertThat(contracts()).as("contracts left behind").isZero();
            return fault;
        }
    }

    private int contracts() {
        return town.suppliers().stream().mapToInt(TownSupplier::contracts).sum();
    }

    @Test
    void concludesAContractWithEverySupplierAndLeavesTheHeadThere() {
        Registered registered = storehouse.register().register(Town.wish(4));

        assertThat(contracts()).isEqualTo(4);
        assertThat(registered.layout().suppliers()).isEqualTo(4);
        assertThat(registered.supplierQuota()).isEqualTo((2L << 30) / 4);
        assertThat(registered.recoveryCode()).hasSize(39);
        assertThat(
                        town.suppliers().stream()
                                .filter(supplier -> supplier.keepsHeadOf(registered.account())))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(Town.open(storehouse, registered).known().catalogue().files()).isZero();
    }

    @Test
    void goesToAnotherWhenASupplierRefuses() {
        town.supplier(1).refuseContracts();
        town.supplier(2).vanish();

        OpenAccount account = Town.register(storehouse, Town.wish(4));

        assertThat(((Combination) account.layout()).offset()).isEqualTo(3);
        assertThat(contracts()).as("those given up too").isEqualTo(4);
        Town.put(storehouse, account, "file", new byte[5000]);
        assertThat(Town.get(storehouse, account, "file")).hasSize(5000);
    }

    @Test
    void leavesNothingBehindWhenTooFewAreLeft() {
        for (int supplier = 0; supplier < 6; supplier++) {
            town.supplier(supplier).refuseContracts();
        }
        assertThat(refusal(Town.wish(4)).code()).isEqualTo(FaultCode.TOO_FEW_SUPPLIERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 3, 5, 8, 65})
    void namesTheNumbersOfSuppliersThatThereAre(int suppliers) {
        Fault fault = refusal(Town.wish(suppliers));

        assertThat(fault.code()).isEqualTo(FaultCode.INVALID_SUPPLIERS);
        assertThat(fault.facts()).containsEntry("allowed", List.of(2, 4, 7, 13, 18, 26, 64));
    }

    @Test
    void checksEverythingBeforeItBegins() {
        assertThat(refusal(wish("short", 1, 4, null, null, null, null)).code())
                .isEqualTo(FaultCode.WEAK_PASSWORD);
        assertThat(refusal(wish(Town.PASSWORD, 0, 4, null, null, null, null)).code())
                .isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(refusal(wish(Town.PASSWORD, 1, 13, 0, null, null, null)).code())
                .isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, 8, null, null, null)).code())
                .isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, null, "xor", null, null)).code())
                .isEqualTo(FaultCode.UNSUPPORTED);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, null, "raid", null, null)).code())
                .isEqualTo(FaultCode.INVALID_REQUEST);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, null, null, 1000, null)).code())
                .isEqualTo(FaultCode.INVALID_BLOCK_SIZE);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, null, null, 1 << 20, 1 << 19)).code())
                .isEqualTo(FaultCode.INVALID_BLOCK_SIZE);
        assertThat(refusal(wish(Town.PASSWORD, 1, 4, null, null, null, 65 << 20)).code())
                .isEqualTo(FaultCode.INVALID_BLOCK_SIZE);
    }

    private static RegisterRequest wish(
            String password,
            long space,
            Integer suppliers,
            Integer level,
            String code,
            Integer blockSize,
            Integer maxBlockSize) {
        return new RegisterRequest(
                password, space, suppliers, level, code, blockSize, maxBlockSize, null);
    }

    @Test
    void saysThatPlacementIsAway() {
        town.placement().be(Trouble.AWAY);

        assertThatThrownBy(() -> storehouse.register().register(Town.wish(4)))
                .hasMessageContaining("placement-away");
    }
}
