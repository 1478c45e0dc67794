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
import org.junit.jupiter.params.provider.CsvSource;
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

    private void assertRefused(FaultCode code, String detail, RegisterRequest request) {
        Fault fault = refusal(request);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.detail()).contains(detail);
    }

    @Test
    void checksPasswordAndSpaceBeforeItBegins() {
        assertRefused(FaultCode.WEAK_PASSWORD, "", wish("short", 1, 4, null, null, null, null));
        assertRefused(
                FaultCode.INVALID_REQUEST,
                "neededSpace must be 1 … 1152921504606846976 bytes, got 0",
                wish(Town.PASSWORD, 0, 4, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 8, , invalid-level, 'the reliability level is 0 … 7, got 8'",
        ", 8, , invalid-level, 'the reliability level is 0 … 7, got 8'",
        ", -1, , invalid-level, 'the reliability level is 0 … 7, got -1'",
        "26, 0, , invalid-layout, '26 suppliers need a group of level 1 or more, got level 0'",
        "64, 1, xor, invalid-layout, '64 suppliers need a group of level 2 or more, got level 1'",
        ", 2, xor, invalid-layout, 'level 2 alone is a whole group, coded with rs'",
        "4, , raid, invalid-code, 'the code is rs or xor, got raid'",
        "5, , , invalid-suppliers, 'one of [2, 4, 7, 13, 18, 26, 64], got 5'",
        "5, , xor, invalid-suppliers, 'one of [2, 4, 7, 13, 18, 26, 64], got 5'"
    })
    void refusesLayoutsThatThereAreNot(
            Integer suppliers, Integer level, String code, String refusal, String detail) {
        assertRefused(
                FaultCode.ofWireName(refusal).orElseThrow(),
                detail,
                Town.wish(suppliers, level, code));
    }

    @ParameterizedTest
    @CsvSource({
        "4, , 1000, , 'blockSize must be 65536 … 67108864 bytes with this layout, got 1000'",
        "4, , 67108865, , 'blockSize must be 65536 … 67108864 bytes with this layout, got 67108865'",
        "4, , 1048576, 524288, 'blockSize must be 65536 … 524288 bytes with this layout, got 1048576'",
        "4, , , 68157440, 'maxBlockSize must be 65536 … 67108864 bytes with this layout, got 68157440'",
        ", 3, 131072, , 'blockSize must be 262144 … 67108864 bytes with this layout, got 131072'",
        ", 6, 1048576, , 'blockSize must be 16777216 … 67108864 bytes with this layout, got 1048576'",
        ", 7, , 4194304, 'maxBlockSize must be 67108864 … 67108864 bytes with this layout, got 4194304'"
    })
    void refusesBlockSizesOutOfRange(
            Integer suppliers, Integer level, Integer blockSize, Integer most, String detail) {
        assertRefused(
                FaultCode.INVALID_BLOCK_SIZE,
                detail,
                wish(Town.PASSWORD, 1, suppliers, level, null, blockSize, most));
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
                password, space, suppliers, level, code, blockSize, maxBlockSize, null, null);
    }

    @Test
    void saysThatPlacementIsAway() {
        town.placement().be(Trouble.AWAY);

        assertThatThrownBy(() -> storehouse.register().register(Town.wish(4)))
                .hasMessageContaining("placement-away");
    }
}
