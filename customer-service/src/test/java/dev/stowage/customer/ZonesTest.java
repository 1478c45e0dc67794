package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.placement.Residency;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZonesTest {

    @TempDir Path directory;
    private Town town;

    @BeforeEach
    void moveIn() {
        town = new Town(8, directory);
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    @Test
    void suppliersWithoutAZoneAreZonesOfTheirOwn() {
        assertThat(view(7).zonesMayVanishNow()).isEqualTo(3);
    }

    @Test
    void aZoneVanishesWithAllOfItsSuppliers() {
        town.settle(0, "north");
        town.settle(1, "north");
        town.settle(2, "south");

        AccountView view = view(7);

        assertThat(view.mayVanishNow()).isEqualTo(3);
        assertThat(view.zonesMayVanishNow()).isEqualTo(2);
    }

    @Test
    void anAccountInOneZoneSurvivesNoLossOfIt() {
        for (int supplier = 0; supplier < 8; supplier++) {
            town.settle(supplier, "north");
        }
        Storehouse storehouse = town.storehouse();
        OpenAccount account = Town.register(storehouse, Town.wish(7));

        assertThat(storehouse.space().suppliers(account).zonesMayVanishNow()).isZero();
        assertThat(storehouse.space().suppliers(account).mayVanishNow()).isEqualTo(3);
    }

    private AccountView view(int suppliers) {
        Storehouse storehouse = town.storehouse();
        return storehouse.space().account(Town.register(storehouse, Town.wish(suppliers)));
    }

    @Test
    void placementHearsWhereAnAccountMayLie() {
        RegisterRequest wish =
                new RegisterRequest(
                        Town.PASSWORD,
                        1 << 30,
                        4,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Set.of("north", "south"),
                        Set.of("ssd"));

        Town.register(town.storehouse(), wish);

        assertThat(town.residencies())
                .containsExactly(new Residency(Set.of("north", "south"), Set.of("ssd")));
    }
}
