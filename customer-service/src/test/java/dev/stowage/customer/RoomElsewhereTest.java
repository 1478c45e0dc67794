package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.customer.town.TurnedClock;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// New blocks of an account some of whose suppliers take nothing new.
class RoomElsewhereTest {

    /// What is known of carriers is not used for longer without asking.
    private static final Duration FORGOTTEN = Duration.ofSeconds(31);

    @TempDir Path directory;
    private final TurnedClock clock = new TurnedClock();
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(32, directory, clock);
        storehouse = town.storehouse();
        account = Town.open(storehouse, storehouse.register().register(Town.wish(4)));
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

    private Layout put(String path, FileWish wish) {
        return Town.put(storehouse, account, path, content(path.length()), wish)
                .after()
                .orElseThrow()
                .layout();
    }

    private Layout put(String path) {
        return put(path, FileWish.NONE);
    }

    private void shut(Integer... suppliers) {
        town.shut(suppliers);
        clock.turn(FORGOTTEN);
    }

    private int supplierAt(Layout layout, int position) {
        Combination combination = (Combination) layout;
        return (combination.offset() + position) % 8;
    }

    @Test
    void goToOthersAndBackWhenThereIsRoomAgain() {
        Layout first = put("a");
        shut(supplierAt(first, 1));

        Layout other = put("bb");

        assertThat(other).isNotEqualTo(first);
        assertThat(other.carriers()).isEqualTo(4);
        assertThat(put("ccc")).as("the same one").isEqualTo(other);
        assertThat(town.placement().additions()).isEqualTo(1);
        shut();
        assertThat(put("dddd")).isEqualTo(first);
        for (String path : new String[] {"a", "bb", "ccc", "dddd"}) {
            assertThat(Town.get(storehouse, account, path)).isEqualTo(content(path.length()));
        }
    }

    @Test
    void goToOthersForFilesWithAWishOfTheirOwnToo() {
        FileWish wish = new FileWish(7, null, null);
        Layout first = put("a", wish);
        shut(supplierAt(first, 6));

        Layout other = put("bb", wish);

        assertThat(other).isNotEqualTo(first);
        assertThat(other.carriers()).isEqualTo(7);
    }

    @Test
    void stayWhereTheyAreWhenThereIsNobodyElse() {
        Layout first = put("a");
        town.suppliers().subList(4, 32).forEach(TownSupplier::refuseContracts);
        shut(supplierAt(first, 0));

        assertThat(put("bb")).isEqualTo(first);
        int asked = town.placement().additions();
        assertThat(put("ccc")).isEqualTo(first);

        assertThat(town.placement().additions()).as("not asked again soon").isEqualTo(asked);
        clock.turn(Duration.ofMinutes(2));
        assertThat(put("dddd")).isEqualTo(first);
        assertThat(town.placement().additions()).isGreaterThan(asked);
    }

    @Test
    void stayWhereTheyAreWhenFewOfManyAreShut() {
        FileWish wish = new FileWish(26, null, null);
        Layout first = put("a", wish);
        shut(5);
        assertThat(put("bb", wish)).isEqualTo(first);
        shut(5, 6);
        assertThat(put("ccc", wish)).isNotEqualTo(first);
    }
}
