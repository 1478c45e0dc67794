package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ContractRequest;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier that holds for one account what belongs on a carrier of another supplier.
class ContractInsteadTest {

    private static final CarrierId OVERRIDDEN = new CarrierId(2);

    @TempDir Path data;
    private SupplierHouse house;
    private SampleAccount account;

    @BeforeEach
    void open() throws IOException {
        house = SupplierHouse.open(data, 1, Map.of());
        account = house.newAccount();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String order(CarrierId holder, int generation, UUID volume) {
        return new ContractOrder(
                        account.number(),
                        account.key().verifyingKey(),
                        OwnerKey.first(account.key().verifyingKey()),
                        house.supplier(0),
                        1 << 20,
                        List.of(new AssignedCarrier(OVERRIDDEN, generation, volume)),
                        new Overrides(Map.of(OVERRIDDEN, holder)),
                        Instant.now().plusSeconds(60))
                .sign(house.placement().key());
    }

    private ContractView grant(CarrierId holder, int generation) {
        return house.api(0)
                .grant(
                        account.number(),
                        new ContractRequest(
                                order(holder, generation, house.placement().assigned(0).volume())));
    }

    /// Supplier 0 serves carrier 0 alone.
    private ContractView grant() {
        return grant(new CarrierId(0), 1);
    }

    private FragmentRecord record(long block, int position) {
        return account.record(block, position);
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call::run)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void takesWhatBelongsOnTheOverriddenCarrierAndNothingElse() {
        assertThat(grant().carriers()).containsExactly(OVERRIDDEN);
        FragmentRecord record = record(1, 2);
        assertThat(record.header().carrier()).isEqualTo(OVERRIDDEN);

        house.store(account, 0, record);

        assertThat(house.fetch(account, 0, record, 1)).isInstanceOf(FetchOutcome.Intact.class);
        refused(FaultCode.FORBIDDEN, () -> house.store(account, 0, record(1, 0)));
        refused(FaultCode.FORBIDDEN, () -> house.store(account, 0, record(1, 3)));
    }

    @Test
    void holdsInTheGenerationOfItsOwnCarrier() {
        grant();
        house.placement().changeGeneration();
        SupplierApplication.suppliersOf(house.context()).all().getFirst().membership().refresh();

        refused(FaultCode.GENERATION_CHANGED, () -> house.store(account, 0, record(1, 2)));
    }

    @Test
    void remembersItAfterAStart() {
        grant();
        house.restart();
        FragmentRecord record = record(1, 2);
        house.store(account, 0, record);
        assertThat(house.fetch(account, 0, record, 1)).isInstanceOf(FetchOutcome.Intact.class);
    }

    @Test
    void refusesAnOrderInPlaceOfACarrierThatItDoesNotServe() {
        refused(FaultCode.CONTRACT_REFUSED, () -> grant(new CarrierId(7), 1));
        refused(FaultCode.GENERATION_CHANGED, () -> grant(new CarrierId(0), 2));
    }
}
