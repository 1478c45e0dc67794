package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The entries printed in docs/format.md are what the code reads and writes.
class LogPageTest {

    private static final long MARKER = 0x0123456789abcdefL;
    private static final RecordKey KEY =
            RecordKey.of(
                    new Address(
                            new AccountNumber(7), new BlockNumber(1), CarrierGroup.valueOf("8/0")),
                    2);
    private static final Subject RECORD = new Subject.OfRecord(KEY, 1024, 2);
    private static final Subject DROP =
            new Subject.OfDrop(KEY, Instant.parse("2026-11-02T00:00:00Z").toEpochMilli());
    private static final Subject REVIVAL = new Subject.OfRevival(KEY);
    private static final Subject HEAD = new Subject.OfHead(new AccountNumber(7), 3);
    private static final Subject CONTRACT =
            new Subject.OfFact(FactKind.CONTRACT, new AccountNumber(7), 2);
    private static final Subject MEMBERSHIP =
            new Subject.OfFact(FactKind.MEMBERSHIP, Fact.NO_ACCOUNT, 3);
    private static final Path PAGE = Path.of("..", "docs", "format.md");

    @Test
    void thePrintedEntriesAreReadAndWritten() throws IOException {
        List<EntryHeader> expected =
                List.of(
                        new EntryHeader(MARKER, 2, 5, 4096, 2404, RECORD),
                        new EntryHeader(MARKER, 1, 6, 4096, 500, HEAD),
                        new EntryHeader(MARKER, 1, 9, 8192, 20, new Subject.OfSeal()),
                        new EntryHeader(MARKER, 1, 0, 0, 100, new Subject.OfVoid()),
                        new EntryHeader(MARKER, 2, 10, 8192, 405, CONTRACT),
                        new EntryHeader(MARKER, 2, 11, 8192, 1280, MEMBERSHIP),
                        new EntryHeader(MARKER, 1, 12, 12_288, 0, DROP),
                        new EntryHeader(MARKER, 1, 13, 16_384, 0, REVIVAL),
                        new EntryHeader(
                                MARKER, 1, 0, 0, 0, new Subject.OfOrigin(1, 0xfedcba9876543210L)));

        List<byte[]> dumps = dumps("53574c45");

        assertThat(dumps).hasSameSizeAs(expected);
        for (int i = 0; i < dumps.size(); i++) {
            ByteBuffer printed = ByteBuffer.wrap(dumps.get(i));
            assertThat(EntryHeader.readFrom(printed.duplicate(), MARKER)).contains(expected.get(i));
            ByteBuffer written = ByteBuffer.allocate(EntryHeader.BYTES);
            expected.get(i).writeTo(written);
            assertThat(written.flip()).isEqualTo(printed.slice(0, EntryHeader.BYTES));
        }
    }

    @Test
    void thePrintedSealNamesTheVoidBatches() throws IOException {
        byte[] seal = dumps("53574c45").get(2);
        ByteBuffer body = ByteBuffer.wrap(seal).position(EntryHeader.BYTES).slice();

        assertThat(EntryBody.readSeal(body)).contains(List.of(7L, 8L));
        assertThat(EntryBody.ofSeal(List.of(7L, 8L))).containsExactly(body);
    }

    @Test
    void thePrintedSectionIsReadAndWritten() throws IOException {
        IndexSection section =
                new IndexSection(
                        MARKER,
                        0,
                        3124,
                        7,
                        List.of(
                                new IndexedEntry(RECORD, 0, 2404),
                                new IndexedEntry(HEAD, 2476, 500)));

        ByteBuffer printed = ByteBuffer.wrap(dumps("53574c49").getFirst());

        assertThat(IndexSection.read(printed, MARKER)).contains(section);
        assertThat(section.toBuffer()).isEqualTo(printed);
    }

    @Test
    void thePrintedFileNameIsReadAndWritten() throws IOException {
        LogName name = new LogName(1, MARKER);

        assertThat(section()).anyMatch(line -> line.contains("`" + name + "`"));
        assertThat(section()).anyMatch(line -> line.contains("`" + name.indexName() + "`"));
        assertThat(LogName.parse(name.toString())).contains(name);
    }

    @Test
    void thePrintedOffsetTablesAreThoseOfTheCode() throws IOException {
        assertThat(String.join("\n", section())).contains(tableAbove("EntryHeader"));
        assertThat(String.join("\n", section())).contains(tableAbove("Subject"));
        assertThat(String.join("\n", section())).contains(tableAbove("IndexSection"));
        assertThat(String.join("\n", section())).contains(tableAbove("IndexedEntry"));
    }

    /// The fenced table in the comment above a type.
    private static String tableAbove(String type) throws IOException {
        Path source = Path.of("src/main/java/dev/stowage/supplier/store", type + ".java");
        String text = Files.readString(source);
        int from = text.indexOf("/// ```\n") + "/// ```\n".length();
        return text.substring(from, text.indexOf("/// ```", from)).replace("/// ", "").strip();
    }

    private static List<String> section() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int start = lines.indexOf("## Supplier's log");
        return lines.stream().skip(start + 1L).takeWhile(line -> !line.startsWith("## ")).toList();
    }

    /// @param magic with which they begin
    private static List<byte[]> dumps(String magic) throws IOException {
        List<byte[]> dumps = new ArrayList<>();
        for (String fenced : String.join("\n", section()).split("```")) {
            if (fenced.startsWith("\n" + magic)) {
                StringBuilder digits = new StringBuilder();
                fenced.lines().forEach(line -> digits.append(line.split(" {2,}")[0]));
                dumps.add(HexFormat.of().parseHex(digits));
            }
        }
        return dumps;
    }
}
