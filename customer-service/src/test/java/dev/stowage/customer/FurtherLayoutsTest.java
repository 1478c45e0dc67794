package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.customer.town.TownSupplier;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.Address;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of other layouts than their account's.
class FurtherLayoutsTest {

    private static final FileWish WIDE = new FileWish(13, null, null);
    private static final FileWish GROUP = new FileWish(null, 1, null);

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private Registered registered;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(32, directory);
        storehouse = town.storehouse();
        registered = storehouse.register().register(Town.wish(4));
        account = Town.open(storehouse, registered);
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

    private FileEntry put(String path, byte[] content, FileWish wish) {
        return Town.put(storehouse, account, path, content, wish).after().orElseThrow();
    }

    private FileEntry file(String path) {
        return storehouse.download().resolve(account, new FilePath(path));
    }

    private List<Layout> layouts() {
        return account.resolve().head().layouts();
    }

    @ParameterizedTest
    @CsvSource({
        "2, , ",
        "7, , ",
        "13, , ",
        "26, , ",
        "4, 1, ",
        ", 0, ",
        ", 1, ",
        "4, , xor",
        "13, , xor",
        ", , xor"
    })
    void aFileIsSpreadAsItAsksFor(Integer suppliers, Integer level, String code) {
        FileWish wish =
                new FileWish(
                        suppliers,
                        level,
                        code == null ? null : Code.valueOf(code.toUpperCase(Locale.ROOT)));
        byte[] small = content(5000);
        byte[] large = content(5_000_000);

        Layout layout = put("small", small, wish).layout();
        put("large", large, wish);

        assertThat(file("large").layout()).isEqualTo(layout).isNotEqualTo(account.layout());
        assertThat(layouts()).containsExactly(account.layout(), layout);
        assertThat(town.placement().additions()).isEqualTo(1);
        assertThat(Town.get(storehouse, account, "small")).isEqualTo(small);
        assertThat(Town.get(storehouse, account, "large")).isEqualTo(large);
        assertThat(Town.get(storehouse, account, file("large"), 4_000_000, 4_500_000))
                .isEqualTo(Arrays.copyOfRange(large, 4_000_000, 4_500_000));
        Town.awaitDeliveries(storehouse, account);
        for (String path : List.of("small", "large")) {
            assertThat(storehouse.health().health(account, file(path)).mayVanishNow())
                    .isEqualTo(layout.tolerance());
            assertThat(storehouse.health().blocks(file(path)).runs().getFirst().carriers())
                    .hasSize(layout.carriers());
        }
    }

    @Test
    void whatTheAccountHasIsUsed() {
        Layout first = account.layout();

        assertThat(put("a", content(10), new FileWish(4, null, null)).layout()).isEqualTo(first);
        assertThat(put("b", content(10), new FileWish(4, 0, Code.RS)).layout()).isEqualTo(first);
        assertThat(put("c", content(10), new FileWish(null, null, Code.RS)).layout())
                .isEqualTo(first);
        assertThat(town.placement().additions()).isZero();
        assertThat(layouts()).containsExactly(first);
    }

    @Test
    void anotherServiceFindsWhatWasMade() {
        Layout made = put("a", content(10), WIDE).layout();
        Storehouse other = town.storehouse();
        OpenAccount there = Town.open(other, registered);

        assertThat(Town.put(other, there, "b", content(10), WIDE).after().orElseThrow().layout())
                .isEqualTo(made);
        assertThat(town.placement().additions()).isEqualTo(1);
    }

    @Test
    void theSuppliersOfALayoutKeepTheHead() {
        Registered wide = storehouse.register().register(Town.wish(26));
        assertThat(town.suppliers().stream().filter(each -> each.keepsHeadOf(wide.account())))
                .as("also those behind the first 16 positions")
                .hasSize(26);

        put("a", content(10), GROUP);

        assertThat(town.suppliers().stream().filter(each -> each.keepsHeadOf(account.number())))
                .hasSize(32);
    }

    @Test
    void goesToOthersWhenASupplierRefuses() {
        town.supplier(9).refuseContracts();

        Combination made = (Combination) put("a", content(10), WIDE).layout();

        assertThat(made.offset()).isEqualTo(10);
        assertThat(Town.get(storehouse, account, "a")).isEqualTo(content(10));
    }

    @Test
    void changesNothingWhenTooFewAreLeft() {
        town.suppliers().subList(4, 32).forEach(TownSupplier::refuseContracts);

        assertRefused(FaultCode.TOO_FEW_SUPPLIERS, WIDE);

        assertThat(put("a", content(10), FileWish.NONE).layout()).isEqualTo(account.layout());
        assertThat(layouts()).containsExactly(account.layout());
    }

    @ParameterizedTest
    @CsvSource({
        "5, , , invalid-suppliers",
        "4, 8, , invalid-level",
        ", -1, , invalid-level",
        "26, 0, , invalid-layout",
        ", 2, XOR, invalid-layout"
    })
    void refusesWhatThereIsNot(Integer suppliers, Integer level, Code code, String refusal) {
        assertRefused(
                FaultCode.ofWireName(refusal).orElseThrow(), new FileWish(suppliers, level, code));
        assertThat(town.placement().additions()).isZero();
    }

    @Test
    void aWholeGroupHasNoOtherCode() {
        account = Town.register(storehouse, Town.wish(null, 0, null));

        assertRefused(FaultCode.INVALID_LAYOUT, new FileWish(null, null, Code.XOR));
        assertThat(put("a", content(10), new FileWish(null, null, Code.RS)).layout())
                .isEqualTo(account.layout());
    }

    private void assertRefused(FaultCode code, FileWish wish) {
        assertThatThrownBy(() -> put("refused", content(10), wish))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
        assertThat(account.resolve().catalogue().files()).isZero();
    }

    @Test
    void saysThatPlacementIsAway() {
        town.placement().be(Trouble.AWAY);

        assertRefusedWhileAway();

        town.placement().be(Trouble.NONE);
        assertThat(put("a", content(10), WIDE).layout().carriers()).isEqualTo(13);
    }

    private void assertRefusedWhileAway() {
        assertThatThrownBy(() -> put("refused", content(10), WIDE))
                .hasMessageContaining("placement-away");
    }

    @Test
    void filesOfManyLayoutsGoIntoOneCommitEachIntoBlocksOfItsOwn() throws Exception {
        List<FileWish> wishes =
                List.of(FileWish.NONE, WIDE, GROUP, new FileWish(7, null, Code.XOR));
        wishes.forEach(wish -> put("first-" + wishes.indexOf(wish), content(10), wish));
        List<FileEntry> files = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FileEntry>> puts = new ArrayList<>();
            for (int index = 0; index < 40; index++) {
                String path = "file-" + index;
                FileWish wish = wishes.get(index % 4);
                byte[] content = content(1000 + index);
                puts.add(threads.submit(() -> put(path, content, wish)));
            }
            for (Future<FileEntry> put : puts) {
                files.add(put.get());
            }
        }
        for (int index = 0; index < 40; index++) {
            Address address = files.get(index).runs().getFirst().block().address();
            assertThat(address.group()).isEqualTo(files.get(index).layout().group());
            assertThat(files.get(index).layout()).isEqualTo(layouts().get(index % 4));
            assertThat(Town.get(storehouse, account, "file-" + index))
                    .isEqualTo(content(1000 + index));
        }
        assertThat(layouts()).hasSize(4);
    }

    @Test
    void aFileIsReplacedAcrossLayouts() {
        put("file", content(2_000_000), FileWish.NONE);
        put("file", content(3_000_000), WIDE);
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(3_000_000));
        put("file", content(4), FileWish.NONE);

        assertThat(file("file").layout()).isEqualTo(account.layout());
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(4));
    }

    @Test
    void twoServicesThatAddLayoutsAtOnceLoseNothing() throws Exception {
        Storehouse other = town.storehouse();
        OpenAccount there = Town.open(other, registered);
        List<FileWish> mine =
                List.of(WIDE, new FileWish(7, null, null), new FileWish(2, null, Code.XOR));
        List<FileWish> theirs = List.of(WIDE, GROUP, new FileWish(18, null, null));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> puts = new ArrayList<>();
            for (int index = 0; index < 3; index++) {
                int number = index;
                puts.add(
                        threads.submit(
                                () ->
                                        put(
                                                "mine-" + number,
                                                content(20 + number),
                                                mine.get(number))));
                puts.add(
                        threads.submit(
                                () ->
                                        Town.put(
                                                other,
                                                there,
                                                "theirs-" + number,
                                                content(30 + number),
                                                theirs.get(number))));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        }
        assertThat(layouts()).hasSize(6).doesNotHaveDuplicates();
        for (int index = 0; index < 3; index++) {
            assertThat(Town.get(other, there, "mine-" + index)).isEqualTo(content(20 + index));
            assertThat(Town.get(storehouse, account, "theirs-" + index))
                    .isEqualTo(content(30 + index));
        }
    }

    @Test
    void theSpaceIsToldOverAllLayouts() {
        put("narrow", content(20_000_000), FileWish.NONE);
        put("wide", content(10_000_000), WIDE);
        put("group", content(5_000_000), GROUP);
        Town.awaitDeliveries(storehouse, account);

        SpaceView space = storehouse.space().space(account);
        AccountView view = storehouse.space().account(account);

        assertThat(space.files()).isEqualTo(35_000_000);
        assertThat(space.used()).isBetween(35_000_000L, 37_000_000L);
        assertThat(space.free()).isBetween((1L << 30) - 37_000_000, space.needed() - space.used());
        assertThat(space.onSuppliers()).isBetween(2 * space.used() - 2, 2 * space.used());
        assertThat(view.furtherLayouts())
                .extracting(each -> each.carriers())
                .containsExactly(13, 32);
        assertThat(view.mayVanishNow()).isEqualTo(2);
        assertThat(storehouse.space().suppliers(account).suppliers()).hasSize(32);
    }

    @Test
    void filesOfAllLayoutsTogetherFitIntoTheNeededSpace() {
        account =
                Town.register(
                        storehouse,
                        new RegisterRequest(
                                Town.PASSWORD, 24 << 20, 4, null, null, null, null, false, null));
        for (int round = 0; round < 4; round++) {
            for (FileWish wish : List.of(FileWish.NONE, WIDE, new FileWish(4, null, Code.XOR))) {
                put("file-" + round + wish, content((7 << 18) - 10_000), wish);
            }
        }
        assertThatThrownBy(() -> put("more", content(8 << 20), WIDE))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED));
    }

    @Test
    void aWholeGroupLosesHalf() {
        byte[] content = content(3_000_000);
        assertThat(put("file", content, GROUP).layout()).isInstanceOf(WholeGroup.class);
        Town.awaitDeliveries(storehouse, account);
        // The account file lies on 0 … 3.
        town.suppliers().subList(16, 32).forEach(TownSupplier::vanish);

        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content);
    }
}
