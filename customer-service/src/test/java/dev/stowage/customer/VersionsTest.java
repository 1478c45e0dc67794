package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Precondition.Tags;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.upload.Body;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of versions that are replaced or deleted by somebody who could not know them. House
/// 0 and house 1 serve the same account.
class VersionsTest {

    private static final FilePath PATH = new FilePath("folder/file");
    private static final int SMALL = 1_000;
    private static final int LARGE = 3_000_000;

    @TempDir Path directory;
    private Town town;
    private Registered registered;
    private final List<Storehouse> houses = new ArrayList<>();
    private final List<OpenAccount> accounts = new ArrayList<>();

    @BeforeEach
    void openTwo() {
        town = new Town(4, directory);
        houses.add(town.storehouse());
        registered = houses.getFirst().register().register(Town.wish(4));
        houses.add(town.storehouse());
        houses.forEach(house -> accounts.add(Town.open(house, registered)));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @ParameterizedTest
    @CsvSource({"0, " + SMALL, "0, " + LARGE, "1, " + SMALL, "1, " + LARGE})
    void whatIsAcknowledgedWhileAnotherIsUnderWayIsKept(int other, int size) {
        put(0, "before", SMALL);

        Committed late = putWhile(0, "late", size, () -> put(other, "early", size));

        FileVersion early = version(kept().getFirst());
        assertThat(late.kept()).contains(early);
        assertThat(late.dropped()).isEmpty();
        for (int house = 0; house < 2; house++) {
            assertThat(get(house)).isEqualTo(content("late", size));
            assertThat(get(house, early)).isEqualTo(content("early", size));
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void aFileThatWasNotThereBeforeIsKeptToo() {
        Committed late = putWhile(0, "late", SMALL, () -> put(1, "early", SMALL));

        assertThat(late.before()).isPresent();
        assertThat(contentsOf(kept())).containsExactly("early");
    }

    @Test
    void whoBeganAfterTheAcknowledgementReplacesWhateverHisServiceKnew() {
        for (int step = 0; step < 6; step++) {
            Committed committed = put(step % 2, "step " + step, SMALL);
            assertThat(committed.kept()).isEmpty();
        }
        Town.delete(houses.get(1), accounts.get(1), PATH.value());
        assertThat(put(0, "again", SMALL).kept()).isEmpty();

        assertThat(kept()).isEmpty();
    }

    @Test
    void theSameContentTwiceIsNoConflict() {
        Committed late = putWhile(0, "same", SMALL, () -> put(1, "same", SMALL));

        assertThat(late.kept()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoNamesTheVersionThatCameMeanwhileKnowsIt() {
        put(1, "early", SMALL);
        Seen nothing = new Seen(Set.of());
        FileEntry early = current();

        Precondition named =
                new Precondition(
                        Optional.of(new Tags(false, Set.of(early.version().toString()))),
                        Optional.empty());
        commit(0, new Proposal.Removal(PATH, named, nothing));
        assertThat(kept()).isEmpty();

        put(1, "next", SMALL);
        Precondition any =
                new Precondition(Optional.of(new Tags(true, Set.of())), Optional.empty());
        assertThat(commit(0, new Proposal.Removal(PATH, any, nothing)).kept()).isPresent();
        assertThat(contentsOf(kept())).containsExactly("next");
    }

    @Test
    void aDeletionTakesWhatItKnewAndLeavesWhatCameMeanwhile() {
        putWhile(0, "second", SMALL, () -> put(1, "first", SMALL));
        Seen both = Seen.now(accounts.getFirst(), PATH);
        putWhile(0, "fourth", SMALL, () -> put(1, "third", SMALL));
        assertThat(contentsOf(kept())).containsExactly("first", "third");

        Committed removed = commit(0, new Proposal.Removal(PATH, Precondition.NONE, both));

        assertThat(removed.kept()).isEqualTo(removed.before().map(FileEntry::version));
        assertThat(contentsOf(kept())).containsExactly("third", "fourth");
        assertFault(FaultCode.FILE_NOT_FOUND, () -> get(1));
    }

    @Test
    void aDeletionThatKnowsAllLeavesNothing() {
        putWhile(0, "late", SMALL, () -> put(1, "early", SMALL));

        Town.delete(houses.get(1), accounts.get(1), PATH.value());

        Catalogue catalogue = accounts.getFirst().resolve().catalogue();
        assertThat(catalogue.keptVersions()).isZero();
        assertThat(catalogue.bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 35})
    void ofMoreThanThirtyTwoTheOldestGoesAndThatIsTold(int conflicts) {
        Optional<FileVersion> dropped = Optional.empty();
        for (int step = 0; step < conflicts; step++) {
            String early = "early " + step;
            Optional<FileVersion> oldest = kept().stream().findFirst().map(FileEntry::version);
            dropped = putWhile(0, "late " + step, SMALL, () -> put(1, early, SMALL)).dropped();
            assertThat(dropped).isEqualTo(step < 32 ? Optional.empty() : oldest);
        }

        assertThat(dropped.isPresent()).isEqualTo(conflicts > 32);
        assertThat(contentsOf(kept()))
                .containsExactlyElementsOf(
                        IntStream.range(Math.max(0, conflicts - 32), conflicts)
                                .mapToObj(step -> "early " + step)
                                .toList());
    }

    @Test
    void aKeptVersionComesBackAndTheCurrentOneIsKeptInstead() {
        putWhile(0, "late", SMALL, () -> put(1, "early", SMALL));
        FileVersion late = version(current());
        FileVersion early = version(kept().getFirst());

        for (int times = 0; times < 2; times++) {
            Committed restored = restore(early);
            assertThat(restored.after().map(FileEntry::version)).contains(early);
            assertThat(restored.kept().isPresent()).isEqualTo(times == 0);
            assertThat(get(1)).isEqualTo(content("early", SMALL));
            assertThat(get(1, late)).isEqualTo(content("late", SMALL));
            assertThat(kept()).hasSize(1);
        }
    }

    @Test
    void whatIsKeptOfADeletedFileComesBackUnlessThereIsAFolderNow() {
        put(0, "content", SMALL);
        commit(0, new Proposal.Removal(PATH, Precondition.NONE, new Seen(Set.of())));
        FileVersion version = version(kept().getFirst());

        String inside = PATH.value() + "/inside";
        Town.put(houses.get(1), accounts.get(1), inside, new byte[SMALL]);
        assertFault(FaultCode.ALREADY_EXISTS, () -> restore(version));
        Town.delete(houses.get(1), accounts.get(1), inside);

        assertThat(restore(version).before()).isEmpty();
        assertThat(get(1)).isEqualTo(content("content", SMALL));
        assertThat(kept()).isEmpty();
    }

    @Test
    void keptVersionsAreRemovedOneByOne() {
        putWhile(0, "late", SMALL, () -> put(1, "early", SMALL));
        FileVersion early = version(kept().getFirst());

        commit(1, new Proposal.Disposal(PATH, Precondition.NONE, early));

        assertThat(kept()).isEmpty();
        assertFault(FaultCode.VERSION_NOT_FOUND, () -> get(0, early));
        assertFault(
                FaultCode.VERSION_NOT_FOUND,
                () -> commit(1, new Proposal.Disposal(PATH, Precondition.NONE, early)));
        assertFault(FaultCode.VERSION_NOT_FOUND, () -> restore(new FileVersion(new UUID(1, 2))));
        FileVersion late = version(current());
        assertFault(
                FaultCode.PRECONDITION_FAILED,
                () -> commit(1, new Proposal.Disposal(PATH, Precondition.NONE, late)));
    }

    @Test
    void whatIsKeptIsReadAfterARotationOfTheKeys() {
        putWhile(0, "late", LARGE, () -> put(1, "early", SMALL));
        FileVersion early = version(kept().getFirst());

        houses.getFirst()
                .keys()
                .rotate(
                        accounts.getFirst(),
                        new RotationRequest(Town.PASSWORD, null),
                        Town.caller("127.0.0.1"));

        OpenAccount renewed = Town.open(houses.get(1), registered);
        FileEntry file = houses.get(1).download().resolve(renewed, PATH, early);
        assertThat(Town.get(houses.get(1), renewed, file, 0, file.size()))
                .isEqualTo(content("early", SMALL));
    }

    private Committed put(int house, String name, int size) {
        return Town.put(houses.get(house), accounts.get(house), PATH.value(), content(name, size));
    }

    /// Puts a file; after its request has begun and before its first byte comes, something else
    /// happens.
    private Committed putWhile(int house, String name, int size, Runnable meanwhile) {
        InputStream in =
                new ByteArrayInputStream(content(name, size)) {
                    private boolean begun;

                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        if (!begun) {
                            begun = true;
                            meanwhile.run();
                        }
                        return super.read(target, offset, length);
                    }
                };
        return houses.get(house)
                .upload()
                .upload(
                        accounts.get(house),
                        PATH,
                        FileWish.NONE,
                        Precondition.NONE,
                        new Body(in, OptionalLong.of(size), Optional.empty()));
    }

    private Committed commit(int house, Proposal proposal) {
        return houses.get(house).commits().commit(accounts.get(house), proposal);
    }

    private Committed restore(FileVersion version) {
        return commit(0, new Proposal.Restoration(PATH, Precondition.NONE, version));
    }

    /// The name, and as many zeros as are left.
    private static byte[] content(String name, int size) {
        byte[] content = new byte[size];
        byte[] start = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, content, 0, start.length);
        return content;
    }

    private List<String> contentsOf(List<FileEntry> files) {
        return files.stream()
                .map(file -> new String(get(1, file.version()), StandardCharsets.UTF_8).strip())
                .map(text -> text.replace("\0", ""))
                .toList();
    }

    private byte[] get(int house) {
        return Town.get(houses.get(house), accounts.get(house), PATH.value());
    }

    private byte[] get(int house, FileVersion version) {
        FileEntry file = houses.get(house).download().resolve(accounts.get(house), PATH, version);
        return Town.get(houses.get(house), accounts.get(house), file, 0, file.size());
    }

    private FileEntry current() {
        return accounts.get(1).resolve().catalogue().find(PATH).orElseThrow();
    }

    /// The oldest first.
    private List<FileEntry> kept() {
        return accounts.get(1).resolve().catalogue().kept(PATH);
    }

    private static FileVersion version(FileEntry file) {
        return file.version();
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
