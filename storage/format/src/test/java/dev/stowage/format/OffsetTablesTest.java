package dev.stowage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The offset tables above the code are those of docs/format.md, word for word.
class OffsetTablesTest {

    private static final String HEAD = "offset  size";

    @ParameterizedTest
    @CsvSource({
        "Address, 0     4  account, address/Address",
        "Layout, 0     1  code, layout/Layout",
        "Record, 0     4  magic, record/RecordHeaderCodec",
        "Record, 0    20  address, block/BlockReference",
        "Account head, 0     4  magic, head/AccountHeadCodec",
        "Account head, 0     4  rotation, head/Lineage",
        "Account head, 0     8  since, head/SessionNotes",
        "Account head, 0     1  list version, key/OpenSessions",
        "Run, 0     1  version, run/RunHeader",
        "Keys, 0    12  nonce, key/AccountKeys",
        "Keys, 0     1  kind, key/Unlocker",
        "Session token, 0    32  master key, key/SessionSeal",
        "Account file, 0     1  version, account/Link",
        "Account file, 0     1  version, account/CommitCodec",
        "Account file, 0     1  kind, account/EntryCodec",
        "Account file, 0     2  stretches, account/Outlook",
        "Live set, 0     4  magic, live/LiveSetCodec",
        "Live set, 0     8  stretches, live/BlockSetCodec",
        "Closing of an account, 0     4  magic, closing/Closing"
    })
    void theTableOfTheCodeIsThatOfThePage(String section, String firstField, String source) {
        List<String> table = tableAbove(source);
        assertThat(table.get(1).strip()).startsWith(firstField);
        assertThat(FormatPage.section(section).fenced(table.get(0) + "\n" + table.get(1)))
                .isEqualTo(table);
    }

    private static List<String> tableAbove(String source) {
        Path file = Path.of("src/main/java/dev/stowage/format", source + ".java");
        return FormatPage.readLines(file).stream()
                .dropWhile(line -> !line.equals("/// " + HEAD))
                .takeWhile(line -> !line.equals("/// ```"))
                .map(line -> line.substring(4))
                .toList();
    }
}
