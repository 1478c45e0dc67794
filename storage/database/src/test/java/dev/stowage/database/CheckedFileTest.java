package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFileTest {

    private static final int BLOCK = CheckedBlock.BLOCK_BYTES;

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void make() throws Exception {
        file = directory.resolve("facts.mv.db");
        FreshFile.makeIfAbsent(file);
    }

    private CheckedFile open() throws IOException {
        return CheckedFile.open(
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), file);
    }

    private static byte[] blocks(int count, long seed) {
        byte[] bytes = new byte[count * BLOCK];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(CheckedFile opened, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        assertThat(opened.read(bytes, position)).isEqualTo(length);
        return bytes.array();
    }

    @Test
    void givesWhatWasWrittenFromAnyByteToAnyOther() throws Exception {
        byte[] truth = blocks(200, 1);
        try (CheckedFile opened = open()) {
            assertThat(opened.write(ByteBuffer.wrap(truth), 0)).isEqualTo(truth.length);
            assertThat(opened.size()).isEqualTo(truth.length);
        }
        Random random = new Random(2);
        try (CheckedFile opened = open()) {
            for (int i = 0; i < 300; i++) {
                int from = random.nextInt(truth.length);
                int length = 1 + random.nextInt(truth.length - from);
                assertThat(read(opened, from, length))
                        .isEqualTo(Arrays.copyOfRange(truth, from, from + length));
            }
            assertThat(opened.read(ByteBuffer.allocate(1), truth.length)).isEqualTo(-1);
        }
    }

    @Test
    void aWriteOfWhichAnyBlockIsAnotherIsNotReadFromItsBeginning() throws Exception {
        for (int lost = 0; lost < 5; lost++) {
            try (CheckedFile opened = open()) {
                opened.write(ByteBuffer.wrap(blocks(7, 3)), 0);
                ByteBuffer before = ByteBuffer.allocate(CheckedBlock.BYTES);
                long place = Prelude.BYTES + 2L * BLOCK + lost * (long) CheckedBlock.BYTES;
                try (FileChannel raw =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    raw.read(before, place);
                    opened.write(ByteBuffer.wrap(blocks(5, 4)), 2L * BLOCK);
                    raw.write(before.flip(), place);
                }
            }
            try (CheckedFile opened = open()) {
                assertThatThrownBy(() -> read(opened, 2L * BLOCK, 1))
                        .isInstanceOf(DamagedBlockException.class)
                        .hasMessageContaining("does not belong to the same write");
            }
        }
    }

    @Test
    void blocksOfAnotherPlaceOrFileAreDamaged() throws Exception {
        try (CheckedFile opened = open()) {
            opened.write(ByteBuffer.wrap(blocks(4, 3)), 0);
        }
        byte[] bytes = Files.readAllBytes(file);
        int first = Prelude.BYTES + 2 * BLOCK;
        byte[] moved = bytes.clone();
        System.arraycopy(bytes, first + CheckedBlock.BYTES, moved, first, CheckedBlock.BYTES);
        Files.write(file, moved);
        try (CheckedFile opened = open()) {
            assertThatThrownBy(() -> read(opened, 2L * BLOCK, 1))
                    .isInstanceOf(DamagedBlockException.class);
        }
        Files.delete(file);
        FreshFile.makeIfAbsent(file);
        byte[] foreign = bytes.clone();
        System.arraycopy(Files.readAllBytes(file), 0, foreign, 0, Prelude.BYTES);
        Files.write(file, foreign);
        try (CheckedFile opened = open()) {
            assertThatThrownBy(() -> read(opened, 2L * BLOCK, 1))
                    .isInstanceOf(DamagedBlockException.class);
        }
    }

    @Test
    void saysUpToWhichVersionItWasSynced() throws Exception {
        try (CheckedFile opened = open()) {
            for (int version = 1; version < 40; version++) {
                opened.write(ByteBuffer.wrap(version(version)), (1L + version) * BLOCK);
                assertThat(Seal.read(file, opened.marker())).isEqualTo(version - 1);
                opened.force(true);
                assertThat(Seal.read(file, opened.marker())).isEqualTo(version);
            }
        }
        try (CheckedFile opened = open()) {
            assertThat(Seal.read(file, opened.marker())).isEqualTo(39);
        }
    }

    private static byte[] version(int version) {
        String text = "chunk:%x,len:1,max:40,version:%x,toc:34".formatted(version, version);
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), BLOCK);
    }

    @Test
    void everyFlippedBitOfTheBeginningIsSeen() {
        byte[] page = new Prelude(0x0102030405060708L).bytes().array();
        for (int bit = 0; bit < 8 * 20; bit++) {
            byte[] changed = page.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Prelude.read(ByteBuffer.wrap(changed)))
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aFlippedBitCostsOneOfTwoSealsAtMost() throws Exception {
        try (Seal seal = Seal.open(file, 5)) {
            for (int version = 1; version <= 42; version++) {
                seal.note(version);
            }
        }
        assertThat(Seal.read(file, 6)).as("of another file").isZero();
        Path beside = directory.resolve("facts.mv.db.seal");
        byte[] seals = Files.readAllBytes(beside);
        for (int place = 0; place < seals.length; place += BLOCK) {
            for (int bit = 8 * place; bit < 8 * (place + 20); bit++) {
                byte[] changed = seals.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(beside, changed);
                assertThat(Seal.read(file, 5)).isBetween(41L, 42L);
            }
        }
    }

    /// The block of docs/format.md: zeros, number 5, of write 7, 2 follow.
    @Test
    void thePrintedProofIsWritten() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(CheckedBlock.BYTES);
        CheckedBlock block = new CheckedBlock(7, 2);
        block.prove(bytes, 0, 5, 0x0102030405060708L);
        String proof = HexFormat.of().formatHex(bytes.array(), BLOCK, CheckedBlock.BYTES);
        assertThat(Files.readString(Path.of("../../docs/format.md"))).contains(proof);
        assertThat(CheckedBlock.read(bytes, 0, 5, 0x0102030405060708L)).isEqualTo(block);
    }

    @Test
    void aFileThatH2WroteByItselfIsTakenOver() throws Exception {
        Path plain = directory.resolve("plain");
        try (DurableDataSource dataSource =
                        DurableDataSource.open(
                                new DatabaseSettings("jdbc:h2:" + plain, "sa", "", 1));
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (id bigint primary key, content varchar(20))");
            statement.execute("insert into note select x, 'note' from system_range(1, 3000)");
        }
        for (int round = 0; round < 2; round++) {
            try (DurableDataSource dataSource =
                    DurableDataSource.open(DatabaseSettings.file(plain))) {
                assertThat(Writer.count(dataSource)).isEqualTo(3000);
            }
        }
        byte[] bytes = Files.readAllBytes(directory.resolve("plain.mv.db"));
        assertThat(Prelude.begins(ByteBuffer.wrap(bytes))).isTrue();
    }

    @Test
    void whatIsNoDatabaseIsLeftAsItIs() throws Exception {
        byte[] letter = "Dear Sir or Madam".getBytes(StandardCharsets.US_ASCII);
        Path letterFile = directory.resolve("letter.mv.db");
        Files.write(letterFile, letter);
        assertThatThrownBy(
                        () ->
                                DurableDataSource.open(
                                        DatabaseSettings.file(directory.resolve("letter"))))
                .hasMessageContaining("neither a database of ours nor one of H2");
        assertThat(Files.readAllBytes(letterFile)).isEqualTo(letter);
    }
}
