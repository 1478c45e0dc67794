package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.ScrubView;
import dev.stowage.protocol.supplier.UpkeepApi;
import dev.stowage.protocol.supplier.VolumeSpace;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the person who donates the space sees of its upkeep, over HTTP.
class UpkeepTest {

    @TempDir Path data;

    @Test
    void tellsWhatBecomesOfTheSpaceAndScrubsOnDemand() throws Exception {
        ApiClients clients = new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
        try (SupplierHouse house =
                        SupplierHouse.open(data, 1, Map.of("stowage.supplier.capacity", "1MB"));
                clients) {
            UpkeepApi api = clients.client(UpkeepApi.class, house.url(0), FaultCode.SUPPLIER_AWAY);
            String operator = "Bearer " + Files.readString(data.resolve("operator-token")).strip();
            SampleAccount account = house.newAccount();
            house.grant(account, 0, 100_000);
            house.store(account, 0, account.record(1, 0), account.record(2, 0));

            VolumeSpace space = api.space(operator).total();
            assertThat(space.capacity()).isEqualTo(1 << 20);
            assertThat(space.allocated()).isEqualTo(100_000);
            assertThat(space.free()).isEqualTo((1 << 20) - 100_000);
            assertThat(space.used()).isEqualTo(2 * 2048);
            assertThat(space.trash()).isZero();
            assertThat(space.used() + space.trash() + space.headers() + space.dead())
                    .isEqualTo(space.log());

            api.hurryScrub(operator);
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> api.scrub(operator).over() && !api.scrub(operator).hurried());
            ScrubView scrub = api.scrub(operator);
            assertThat(scrub.read()).isPositive().isLessThanOrEqualTo(scrub.all());
            assertThatThrownBy(() -> api.space("Bearer somebody"))
                    .hasMessageContaining("token-refused");
        }
    }
}
