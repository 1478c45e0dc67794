package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.account.Listing.Child;
import dev.stowage.format.account.Listing.ListedFile;
import dev.stowage.format.account.Listing.ListedFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final SeededFiles files = new SeededFiles(new SeededRandom(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsAlwaysTheSameAsATreeMap(long seed) {
        SeededFiles seeded = new SeededFiles(new SeededRandom(seed));
        Oracle oracle = new Oracle();
        Catalogue catalogue = Catalogue.EMPTY;
        for (int step = 0; step < 200; step++) {
            List<Change> changes = seeded.changes(6);
            catalogue = catalogue.apply(changes);
            oracle.apply(changes);
            oracle.assertSame(catalogue);
        }
        for (FileEntry entry : oracle.files()) {
            assertThat(catalogue.find(entry.path())).contains(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPageOfEveryFolderIsRight(long seed) {
        SeededFiles seeded = new SeededFiles(new SeededRandom(seed));
        Oracle oracle = new Oracle();
        Catalogue catalogue = Catalogue.EMPTY;
        for (int i = 0; i < 20; i++) {
            List<Change> changes = seeded.changes(20);
            catalogue = catalogue.apply(changes);
            oracle.apply(changes);
        }
        for (String folder : oracle.folders()) {
            FolderPath path = new FolderPath(folder);
            assertThat(catalogue.contains(path)).isTrue();
            for (boolean recursive : new boolean[] {false, true}) {
                SortedSet<String> expected = oracle.children(folder, recursive);
                for (int limit : new int[] {1, 2, 3, 7, 1000}) {
                    assertThat(walk(catalogue, path, limit, recursive))
                            .containsExactlyElementsOf(expected);
                }
            }
        }
    }

    @Test
    void changesApplyInTheirOrder() {
        FileEntry first = files.file("a");
        FileEntry second = files.file("a");
        Delete delete = new Delete(new FilePath("a"));
        Catalogue put = Catalogue.EMPTY.apply(List.of(delete, new Put(first), new Put(second)));
        assertThat(put.find(new FilePath("a"))).contains(second);
        assertThat(put.files()).isEqualTo(1);
        assertThat(put.bytes()).isEqualTo(second.size());
        assertThat(put.apply(List.of(new Put(first), delete, delete)).files()).isZero();
        assertThat(put.apply(List.of()).files()).isEqualTo(1);
        assertThat(put)
                .hasToString("1 files and 0 kept versions of %d bytes".formatted(second.size()));
    }

    @Test
    void anOldCatalogueDoesNotChange() {
        Catalogue old = catalogue("a", "b");
        Catalogue changed =
                old.apply(List.of(new Delete(new FilePath("a")), new Put(files.file("c"))));
        assertThat(paths(old, "")).containsExactly("a", "b");
        assertThat(paths(changed, "")).containsExactly("b", "c");
    }

    @Test
    void entriesMayComeInAnyOrderAndTwice() {
        FileEntry newer = files.file("b");
        Catalogue catalogue =
                Catalogue.of(List.of(files.file("b"), files.file("a"), newer, files.file("c")));
        assertThat(paths(catalogue, "")).containsExactly("a", "b", "c");
        assertThat(catalogue.find(new FilePath("b"))).contains(newer);
        assertThat(paths(Catalogue.of(List.of()), "")).isEmpty();
    }

    @Test
    void aFolderIsThereAsLongAsAFileIsBelow() {
        Catalogue catalogue = catalogue("a/b/c", "ab");
        assertThat(catalogue.contains(FolderPath.ROOT)).isTrue();
        assertThat(catalogue.contains(new FolderPath("a"))).isTrue();
        assertThat(catalogue.contains(new FolderPath("a/b"))).isTrue();
        assertThat(catalogue.contains(new FolderPath("a/b/c"))).isFalse();
        assertThat(catalogue.contains(new FolderPath("ab"))).isFalse();
        Catalogue without = catalogue.apply(List.of(new Delete(new FilePath("a/b/c"))));
        assertThat(without.contains(new FolderPath("a"))).isFalse();
        assertThat(Catalogue.EMPTY.contains(FolderPath.ROOT)).isTrue();
    }

    @Test
    void filesWhoseNamesOnlyBeginLikeAFolderAreNotInIt() {
        Catalogue catalogue = catalogue("a", "a-b", "a/x", "a/y/z", "a0", "ab/x");
        assertThat(paths(catalogue, "a")).containsExactly("a/x", "a/y/z");
        assertThat(keys(catalogue.list(new FolderPath("a"), "", 10, false)))
                .containsExactly("a/x", "a/y/");
        assertThat(keys(catalogue.list(FolderPath.ROOT, "", 10, false)))
                .containsExactly("a", "a-b", "a/", "a0", "ab/");
    }

    @ParameterizedTest
    @CsvSource({"a/b/c, a", "a/b/c, a/b", "a, a/b/c", "a/b, a/b/c", "x/y/z, x", "x/y/z, x/y/z/f"})
    void aFileCannotBeAFolderToo(String existing, String wanted) {
        Catalogue catalogue = catalogue(existing, "other");
        assertThat(catalogue.obstacle(new FilePath(wanted))).contains(new FilePath(existing));
    }

    @Test
    void nothingStandsInTheWayOfOrdinaryFiles() {
        Catalogue catalogue = catalogue("a/b", "c", "d-e");
        for (String path : List.of("a/b", "c", "a/c", "a/bb", "a/b-", "d", "e/f/g")) {
            assertThat(catalogue.obstacle(new FilePath(path))).isEmpty();
        }
    }

    @Test
    void aPageGoesOnWhereItsLastFileWasDeleted() {
        Catalogue catalogue = catalogue("f/a", "f/b", "f/c/x", "f/d");
        Listing page = catalogue.list(new FolderPath("f"), "", 2, false);
        assertThat(page.next()).contains("b");
        Catalogue smaller = catalogue.apply(List.of(new Delete(new FilePath("f/b"))));
        Listing rest = smaller.list(new FolderPath("f"), "b", 2, false);
        assertThat(keys(rest)).containsExactly("f/c/", "f/d");
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereHasAnEmptyPage() {
        Listing page = catalogue("a").list(new FolderPath("b"), "", 5, false);
        assertThat(page.children()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void aPageHasAtLeastOneEntry() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.EMPTY.list(FolderPath.ROOT, "", 0, false))
                .withMessage("a page has at least one entry, got 0");
    }

    private Catalogue catalogue(String... paths) {
        return Catalogue.EMPTY.apply(
                List.of(paths).stream().<Change>map(path -> new Put(files.file(path))).toList());
    }

    private static List<String> walk(
            Catalogue catalogue, FolderPath folder, int limit, boolean recursive) {
        Listing page = catalogue.list(folder, "", limit, recursive);
        List<String> keys = new ArrayList<>(keys(page));
        while (page.next().isPresent()) {
            assertThat(page.children()).hasSize(limit);
            page = catalogue.list(folder, page.next().get(), limit, recursive);
            assertThat(page.children()).isNotEmpty();
            keys.addAll(keys(page));
        }
        return keys;
    }

    private static List<String> keys(Listing page) {
        return page.children().stream().map(CatalogueTest::key).toList();
    }

    private static String key(Child child) {
        return switch (child) {
            case ListedFile(FileEntry entry) -> entry.path().value();
            case ListedFolder(FolderPath path) -> path.value() + "/";
        };
    }

    private static List<String> paths(Catalogue catalogue, String folder) {
        List<String> paths = new ArrayList<>();
        catalogue
                .below(new FolderPath(folder))
                .forEachRemaining(entry -> paths.add(entry.path().value()));
        return paths;
    }
}
